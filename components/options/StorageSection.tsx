import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { toHost } from '../format/address'
import { formatBytes } from '../format/bytes'
import { i18n } from '../i18n'
import { countSites, sessionBytes } from '../library/filterSessions'
import type { SectionProps } from '../Options'
import { type StorageFigures, useServices } from '../services'
import { Button } from '../ui/Button'
import { Block, NumberRow, Row, Section } from './Section'
import styles from './Storage.module.css'

const MB = 1_000_000

/** What uses how much, and what is cleaned up by itself. */
export function StorageSection({ settings, change, run, toaster }: SectionProps) {
  const services = useServices()
  const [sessions, setSessions] = useState<Session[]>([])
  const [figures, setFigures] = useState<StorageFigures>()
  useEffect(() => {
    const watch = services.watchSessions(setSessions, () => setSessions([]))
    return () => watch.stop()
  }, [services])
  useEffect(() => {
    run(services.storageFigures().then(setFigures))
  }, [services, sessions])

  const clear = (origin: string) => {
    const ids = sessions
      .filter((session) => session.origin === origin)
      .map(({ sessionId }) => sessionId)
    const undo = {
      label: i18n.t('common.undo'),
      run: () => run(services.restoreSessions(ids)),
    }
    run(
      services
        .deleteSessions(ids)
        .then(() => toaster.show(i18n.t('options.cleared', [toHost(origin)]), { action: undo })),
    )
  }

  return (
    <Section id="storage" title={i18n.t('options.storage')} intro={i18n.t('options.storageIntro')}>
      <Block>
        {figures && <Meter figures={figures} />}
        <ul class={styles.sites}>
          {countSites(sessions).map(({ origin, count }) => (
            <li key={origin} class={styles.site}>
              <span class={styles.origin}>{toHost(origin)}</span>
              <span class={styles.facts}>
                {i18n.t('library.sessions', count)} · {formatBytes(bytesOf(sessions, origin))}
              </span>
              <Button kind="quiet" icon="trash" onClick={() => clear(origin)}>
                {i18n.t('options.clearSite')}
                <span class="visually-hidden"> {toHost(origin)}</span>
              </Button>
            </li>
          ))}
        </ul>
      </Block>
      {figures && !figures.persisted && (
        <Row name={i18n.t('options.persist')} hint={i18n.t('options.persistHint')}>
          <Button onClick={() => run(services.persistStorage().then(setFigures))}>
            {i18n.t('options.persistAsk')}
          </Button>
        </Row>
      )}
      <NumberRow
        name={i18n.t('options.retentionDays')}
        hint={i18n.t('options.retentionHint')}
        value={settings.retentionDays}
        min={0}
        max={3650}
        unit={i18n.t('options.days')}
        onChange={(retentionDays) => change({ retentionDays })}
      />
      <NumberRow
        name={i18n.t('options.retentionCount')}
        hint={i18n.t('options.zeroMeansNone')}
        value={settings.retentionCount}
        min={0}
        max={1e6}
        unit={i18n.t('options.sessions')}
        onChange={(retentionCount) => change({ retentionCount: Math.round(retentionCount) })}
      />
      <NumberRow
        name={i18n.t('options.retentionBytes')}
        hint={i18n.t('options.zeroMeansNone')}
        value={settings.retentionBytes / MB}
        min={0}
        max={1e9}
        unit="MB"
        onChange={(megabytes) => change({ retentionBytes: Math.round(megabytes * MB) })}
      />
      <NumberRow
        name={i18n.t('options.siteBudget')}
        hint={i18n.t('options.siteBudgetHint')}
        value={settings.siteBudgetBytes / MB}
        min={0}
        max={1e9}
        unit="MB"
        onChange={(megabytes) => change({ siteBudgetBytes: Math.round(megabytes * MB) })}
      />
    </Section>
  )
}

function bytesOf(sessions: Session[], origin: string): number {
  return sessions
    .filter((session) => session.origin === origin)
    .reduce((sum, session) => sum + sessionBytes(session), 0)
}

function Meter({ figures }: { figures: StorageFigures }) {
  const { usedBytes, quotaBytes } = figures
  return (
    <div class={styles.meter}>
      <p>
        <strong>{i18n.t('options.used', [formatBytes(usedBytes)])}</strong>
        {quotaBytes !== undefined && (
          <span class={styles.facts}> {i18n.t('options.ofQuota', [formatBytes(quotaBytes)])}</span>
        )}
      </p>
      {quotaBytes !== undefined && (
        <meter
          aria-label={i18n.t('options.storage')}
          min={0}
          max={quotaBytes}
          high={quotaBytes * 0.8}
          value={usedBytes}
        />
      )}
    </div>
  )
}
