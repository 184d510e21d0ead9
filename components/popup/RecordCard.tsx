import { useState } from 'preact/hooks'
import type { PrivacyLevel } from '../../lib/format/settings'
import type { TabState } from '../../lib/messages/protocol'
import { formatBytes } from '../format/bytes'
import { formatClock, spokenDuration } from '../format/clock'
import { i18n, translateCode } from '../i18n'
import { LevelPicker } from '../LevelPicker'
import { useServices } from '../services'
import { Button, IconButton } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { useNow } from '../useNow'
import { MarkForm } from './MarkForm'
import styles from './RecordCard.module.css'

interface RecordCardProps {
  tab: TabState
  run: (action: Promise<unknown>) => void
}

/** Record and Stop with everything one has to know before pressing them. */
export function RecordCard({ tab, run }: RecordCardProps) {
  if (tab.recording) return <Recording tab={tab} recording={tab.recording} run={run} />
  if (tab.blocked) {
    return (
      <Notice icon="blocked" title={i18n.t('popup.cannotRecord')}>
        <p>{translateCode('blocked', tab.blocked, i18n.t('popup.cannotRecord'))}</p>
      </Notice>
    )
  }
  return <Idle tab={tab} run={run} />
}

function Idle({ tab, run }: RecordCardProps) {
  const services = useServices()
  const [busy, setBusy] = useState(false)
  const [chosen, setChosen] = useState<PrivacyLevel>()
  const level = chosen ?? tab.level

  const start = () => {
    setBusy(true)
    run(services.startTab(tab.tabId, level).finally(() => setBusy(false)))
  }
  const choose = (next: PrivacyLevel) => {
    setChosen(next)
    if (tab.consent) run(services.setConsent(tab.origin, tab.consent, next))
  }
  return (
    <div class={styles.card}>
      <Button kind="record" size="large" icon="record" onClick={start} disabled={busy}>
        {busy ? i18n.t('popup.starting') : i18n.t('popup.record')}
      </Button>
      {tab.refusal && (
        <Notice icon="info" title={i18n.t('popup.notNow')}>
          <p>{translateCode('why', tab.refusal, '')}</p>
        </Notice>
      )}
      {!tab.granted && (
        <Notice icon="lock">
          <p>{i18n.t('popup.oneTimeAccess')}</p>
          <Button
            onClick={() =>
              run(
                granted(
                  services.requestGrant(tab.origin, {
                    tabId: tab.tabId,
                    privacy: level,
                  }),
                ),
              )
            }
          >
            {i18n.t('popup.allowAndRecord')}
          </Button>
        </Notice>
      )}
      <LevelPicker
        compact
        level={level}
        onChange={choose}
        action={
          <IconButton
            icon="eye"
            label={i18n.t('preview.show')}
            onClick={() => run(services.togglePreview(tab.tabId).then(() => window.close()))}
          />
        }
      />
    </div>
  )
}

/** A refusal is an answer to show, as an error would be. */
async function granted(asked: Promise<boolean>): Promise<void> {
  if (!(await asked)) throw new Error(i18n.t('consent.refused'))
}

interface RecordingProps extends RecordCardProps {
  recording: NonNullable<TabState['recording']>
}

function Recording({ tab, recording, run }: RecordingProps) {
  const services = useServices()
  const [busy, setBusy] = useState(false)
  const ranMs = Math.max(0, useNow() - recording.startedAt)
  const stop = () => {
    setBusy(true)
    run(services.stopSession(recording.sessionId).finally(() => setBusy(false)))
  }
  return (
    <div class={styles.card}>
      <div class={styles.live}>
        <div class={styles.figures}>
          {/* Not a live region: a clock that is read out every second is noise. */}
          <div class={styles.clock} role="timer" aria-label={spokenDuration(ranMs)}>
            {formatClock(ranMs)}
          </div>
          <div class={styles.counts}>
            {i18n.t('common.events', recording.events)} · {formatBytes(recording.bytes)} ·{' '}
            {translateCode('level', recording.level, recording.level)}
          </div>
        </div>
        <Button kind="record" size="large" icon="stop" onClick={stop} disabled={busy}>
          {busy ? i18n.t('popup.stopping') : i18n.t('common.stop')}
        </Button>
      </div>
      {recording.buffer && (
        <Notice icon="replay">
          <p>{i18n.t('popup.buffering')}</p>
          <Button kind="primary" onClick={() => run(services.keepBuffer(tab.tabId))}>
            {i18n.t('popup.keepBuffer', recording.bufferMinutes ?? 0)}
          </Button>
        </Notice>
      )}
      {recording.anonymous && (
        <Notice icon="info">
          <p>{i18n.t('popup.anonymous')}</p>
        </Notice>
      )}
      {recording.maskFailures !== undefined && (
        <Notice tone="warn" title={i18n.t('popup.maskFailures', recording.maskFailures)}>
          <p>{i18n.t('popup.maskFailuresText')}</p>
        </Notice>
      )}
      <MarkForm tabId={tab.tabId} run={run} />
      {recording.limited && (
        <Notice tone="warn" icon="lock" title={i18n.t('popup.limitedTitle')}>
          <p>{i18n.t('popup.limited')}</p>
          <Button onClick={() => run(granted(services.requestGrant(tab.origin, {})))}>
            {i18n.t('popup.allowSite')}
          </Button>
        </Notice>
      )}
    </div>
  )
}
