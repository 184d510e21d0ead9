import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { TabState } from '../../lib/messages/protocol'
import { formatBytes, formatCount } from '../format/bytes'
import { formatClock } from '../format/clock'
import { i18n } from '../i18n'
import { RecordCard } from '../popup/RecordCard'
import { SiteLine } from '../popup/SiteLine'
import { Empty } from '../ui/Empty'
import { SearchField, Switch } from '../ui/Field'
import { Notice } from '../ui/Notice'
import { VirtualList, type VirtualListHandle } from '../ui/VirtualList'
import { Cost } from './Cost'
import { liveText } from './liveRow'
import styles from './Panel.module.css'
import { type LiveEvent, useLiveEvents } from './useLiveEvents'

const ROW_HEIGHT = 24

interface LiveProps {
  tab: TabState
  run: (action: Promise<unknown>) => void
}

/** What is recorded of the inspected tab, as it is stored. */
export function Live({ tab, run }: LiveProps) {
  const live = useLiveEvents(tab.recording?.sessionId)
  return (
    <div class={styles.live}>
      <div class={styles.side}>
        <SiteLine tab={tab} />
        <RecordCard tab={tab} run={run} />
        {live.problem !== '' && (
          <Notice tone="danger" urgent>
            <p>{live.problem}</p>
          </Notice>
        )}
        {live.session && <Cost cost={live.cost} />}
        {live.session && <Kinds events={live.events} />}
      </div>
      {tab.recording ? (
        <Feed events={live.events} />
      ) : (
        <Empty icon="record" title={i18n.t('panel.notRecording')}>
          <p>{i18n.t('panel.notRecordingHint')}</p>
        </Empty>
      )}
    </div>
  )
}

/** Where the bytes go: events and their size by kind, largest first. */
function Kinds({ events }: { events: LiveEvent[] }) {
  const kinds = useMemo(() => {
    const sums = new Map<string, { count: number; bytes: number }>()
    for (const { event, bytes } of events) {
      const sum = sums.get(event.kind) ?? { count: 0, bytes: 0 }
      sums.set(event.kind, { count: sum.count + 1, bytes: sum.bytes + bytes })
    }
    return [...sums].sort(([, a], [, b]) => b.bytes - a.bytes)
  }, [events])
  return (
    <table class={styles.kinds}>
      <caption>{i18n.t('panel.kinds')}</caption>
      <thead>
        <tr>
          <th scope="col">{i18n.t('panel.kind')}</th>
          <th scope="col">{i18n.t('panel.count')}</th>
          <th scope="col">{i18n.t('panel.size')}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(([kind, { count, bytes }]) => (
          <tr key={kind}>
            <th scope="row">{kind}</th>
            <td>{formatCount(count)}</td>
            <td>{formatBytes(bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Feed({ events }: { events: LiveEvent[] }) {
  const [text, setText] = useState('')
  const [isFollowing, setFollowing] = useState(true)
  const list = useRef<VirtualListHandle>(null)
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    if (wanted === '') return events
    return events.filter(({ event }) =>
      `${event.kind} ${liveText(event)}`.toLowerCase().includes(wanted),
    )
  }, [events, text])
  useEffect(() => {
    if (isFollowing && shown.length > 0) list.current?.reveal(shown.length - 1)
  }, [shown, isFollowing])
  return (
    <div class={styles.feed}>
      <div class={styles.tools}>
        <SearchField
          class={styles.search}
          label={i18n.t('player.filter')}
          value={text}
          onInput={setText}
        />
        <Switch label={i18n.t('player.follow')} checked={isFollowing} onChange={setFollowing} />
      </div>
      <VirtualList
        class={styles.list}
        label={i18n.t('panel.events')}
        items={shown}
        itemHeight={ROW_HEIGHT}
        itemKey={(row) => row.id}
        handle={list}
        renderItem={(row) => (
          <div class={styles.row}>
            <span class={styles.number}>{formatClock(row.atMs, { tenths: true })}</span>
            <span class={styles.kind}>{row.event.kind}</span>
            <span class={styles.text}>{liveText(row.event)}</span>
            <span class={styles.number}>{formatBytes(row.bytes)}</span>
          </div>
        )}
      />
    </div>
  )
}
