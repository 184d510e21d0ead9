import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import { describeError } from '../../lib/platform/describeError'
import { toHost } from '../format/address'
import { formatBytes } from '../format/bytes'
import { formatMoment } from '../format/when'
import { i18n } from '../i18n'
import { countSites, sessionBytes } from '../library/filterSessions'
import type { SectionProps } from '../Options'
import { type StorageFigures, useServices } from '../services'
import { Button } from '../ui/Button'
import { Icon } from '../ui/Icon'
import { Notice } from '../ui/Notice'
import { LockGate } from '../vault/LockGate'
import { Block, NumberRow, Row, Section } from './Section'
import styles from './Storage.module.css'

const MB = 1_000_000

/** What uses how much, and what is cleaned up by itself. */
export function StorageSection({ settings, change, run, toaster, sites }: SectionProps) {
  const services = useServices()
  const [sessions, setSessions] = useState<Session[]>([])
  const [unread, setUnread] = useState('')
  const [figures, setFigures] = useState<StorageFigures>()
  useEffect(() => {
    const watch = services.watchSessions(
      (list) => {
        setUnread('')
        setSessions(list)
      },
      (error) => setUnread(describeError(error)),
    )
    return () => watch.stop()
  }, [services])
  useEffect(() => {
    run(services.storageFigures().then(setFigures))
  }, [services, sessions])

  const told = (hidden: number) => {
    if (hidden === 0) toaster.show(i18n.t('options.nothingToClean'))
  }

  return (
    <Section id="storage" title={i18n.t('options.storage')} intro={i18n.t('options.storageIntro')}>
      <Block>
        {figures && <Meter figures={figures} />}
        {unread !== '' && (
          <Notice tone="danger" title={i18n.t('library.failed')}>
            <p>{unread}</p>
          </Notice>
        )}
        <LockGate instead={<p class={styles.facts}>{i18n.t('vault.hidden')}</p>}>
          <SiteUse {...{ settings, change, run, toaster, sites }} />
        </LockGate>
      </Block>
      <Cleaned run={run} />
      <ClockHeld onTrust={() => run(services.cleanUp({ trustClock: true }).then(told))} />
      {figures?.persisted && (
        <Row name={i18n.t('options.persisted')} hint={i18n.t('options.persistedHint')}>
          <Icon name="check" />
        </Row>
      )}
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
      <Row name={i18n.t('options.cleanUp')} hint={i18n.t('options.cleanUpHint')}>
        <Button onClick={() => run(services.cleanUp().then(told))}>
          {i18n.t('options.cleanUpNow')}
        </Button>
      </Row>
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

/** What each site's sessions take. */
function SiteUse({ run, toaster }: SectionProps) {
  const services = useServices()
  const [sessions, setSessions] = useState<Session[]>([])
  useEffect(() => {
    const watch = services.watchSessions(setSessions, () => setSessions([]))
    return () => watch.stop()
  }, [services])
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
  )
}

/** What cleaned itself up while nobody looked: to be brought back, or known. */
function Cleaned({ run }: Pick<SectionProps, 'run'>) {
  const services = useServices()
  const [cleaned, setCleaned] = useState<Session[]>([])
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  useEffect(() => {
    const watches = [services.watchCleaned(setCleaned), services.watchCleaning(setProgress)]
    return () => {
      for (const watch of watches) watch.stop()
    }
  }, [services])
  const bytes = cleaned.reduce((sum, session) => sum + sessionBytes(session), 0)
  return (
    <>
      {progress && (
        <Block>
          <p role="status">
            {i18n.t('options.cleaning', [String(progress.done), String(progress.total)])}
          </p>
          <progress
            class={styles.progress}
            aria-label={i18n.t('options.cleanUp')}
            max={progress.total}
            value={progress.done}
          />
        </Block>
      )}
      {cleaned.length > 0 && (
        <Block>
          <Notice title={i18n.t('options.cleanedTitle', cleaned.length)}>
            <p>{i18n.t('options.cleanedText', [formatBytes(bytes)])}</p>
            <Button
              onClick={() => run(services.restoreSessions(cleaned.map((each) => each.sessionId)))}
            >
              {i18n.t('options.bringBack')}
            </Button>
          </Notice>
        </Block>
      )}
    </>
  )
}

/** Deleting by age waits because the clock took a leap. */
function ClockHeld({ onTrust }: { onTrust: () => void }) {
  const services = useServices()
  const [heldFrom, setHeldFrom] = useState<number>()
  useEffect(() => {
    const watch = services.watchClock(setHeldFrom)
    return () => watch.stop()
  }, [services])
  if (heldFrom === undefined) return null
  const now = services.now()
  return (
    <Block>
      <Notice tone="warn" title={i18n.t('options.clockTitle')}>
        <p>{i18n.t('options.clockText', [formatMoment(heldFrom), formatMoment(now)])}</p>
        <Button onClick={onTrust}>{i18n.t('options.clockRight')}</Button>
      </Notice>
    </Block>
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
