import type { RefObject } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { formatCompact } from '../format/bytes'
import { i18n, translateCode } from '../i18n'
import { useServices } from '../services'
import { Empty } from '../ui/Empty'
import { Spinner } from '../ui/Spinner'
import { type Tab, Tabs } from '../ui/Tabs'
import { toConsoleRows } from './consoleRows'
import { DomPane } from './DomPane'
import { EventPane } from './EventPane'
import { type EventRow, type ListPane, PANES, type Pane, toEventRows } from './eventRows'
import { InfoPane } from './InfoPane'
import { PerformancePane } from './PerformancePane'
import styles from './PlayerPage.module.css'
import { ReportPane } from './ReportPane'
import type { OpenPlayer, OverviewState } from './usePlayer'

interface PanesProps {
  open: OpenPlayer
  overview: OverviewState
  steps: EventRow[]
  /** Told what the open list shows. */
  listed: RefObject<readonly EventRow[] | undefined>
}

/** What happened beside the picture, one kind per tab. */
export function Panes({ open, overview, steps, listed }: PanesProps) {
  const { report } = useServices()
  const [selected, setSelected] = useState<Pane | 'report'>(report ? 'report' : 'steps')
  const rows = useMemo(() => {
    if (overview.status !== 'ready') return undefined
    const of = (pane: ListPane) => toEventRows(overview.overview, pane)
    return {
      steps,
      console: toConsoleRows(overview.overview),
      network: of('network'),
      errors: of('errors'),
      storage: of('storage'),
    }
  }, [overview, steps])

  const tabs = PANES.map((id): Tab<Pane | 'report'> => {
    const count = rows && id in rows ? rows[id as ListPane].length : 0
    return {
      id,
      label: translateCode('pane', id, id),
      count: count > 0 ? formatCompact(count) : undefined,
      tone: id === 'errors' ? 'danger' : undefined,
    }
  })

  if (report) tabs.unshift({ id: 'report', label: i18n.t('composer.reportOf') })
  return (
    <aside class={styles.panes} aria-label={i18n.t('player.panes')}>
      <Tabs label={i18n.t('player.panes')} tabs={tabs} selected={selected} onSelect={setSelected}>
        {selected === 'report' && report && <ReportPane open={open} report={report} />}
        {overview.status === 'loading' && selected !== 'report' && (
          <Spinner label={i18n.t('player.reading')} />
        )}
        {overview.status === 'failed' && selected !== 'report' && (
          <Empty icon="alert" title={i18n.t('player.overviewFailed')}>
            <p>{overview.error}</p>
          </Empty>
        )}
        {overview.status === 'ready' && rows && selected !== 'report' && (
          <>
            {selected === 'performance' && (
              <PerformancePane open={open} overview={overview.overview} />
            )}
            {selected === 'dom' && <DomPane open={open} />}
            {selected === 'info' && <InfoPane open={open} overview={overview.overview} />}
            {selected !== 'performance' && selected !== 'dom' && selected !== 'info' && (
              <EventPane
                key={selected}
                pane={selected}
                open={open}
                rows={rows[selected]}
                listed={listed}
              />
            )}
          </>
        )}
      </Tabs>
    </aside>
  )
}
