import { useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import type { PrivacyLevel } from '../../lib/format/settings'
import { i18n, translateCode } from '../i18n'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Select } from '../ui/Field'
import { Notice } from '../ui/Notice'
import { Progress } from './Progress'
import styles from './Remask.module.css'
import type { Remask } from './useRemask'

/** `allow` would mask nothing more. */
const LEVELS: readonly PrivacyLevel[] = ['mask-user-input', 'mask-all']

interface RemaskDialogProps {
  isOpen: boolean
  sessions: Session[]
  remask: Remask
  onClose: () => void
}

/** Asks before anything is taken away, and shows how far it has come. */
export function RemaskDialog({ isOpen, sessions, remask, onClose }: RemaskDialogProps) {
  const [level, setLevel] = useState<PrivacyLevel>()
  const { state, start } = remask
  const isRunning = state.status === 'running'
  const recording = sessions.filter(({ status }) => status === 'recording').length
  const ids = sessions
    .filter(({ status }) => status !== 'recording')
    .map(({ sessionId }) => sessionId)
  return (
    <Dialog
      title={i18n.t('remask.title', sessions.length)}
      isOpen={isOpen}
      onClose={onClose}
      width={520}
      foot={
        <>
          <Button onClick={onClose}>
            {isRunning ? i18n.t('remask.inBackground') : i18n.t('common.cancel')}
          </Button>
          {isRunning ? (
            <Button onClick={state.stop}>{i18n.t('remask.stop')}</Button>
          ) : (
            <Button
              kind="danger"
              icon="lock"
              disabled={ids.length === 0}
              onClick={() => void start(ids, level).then(onClose)}
            >
              {i18n.t('remask.confirm')}
            </Button>
          )}
        </>
      }
    >
      <div class={styles.body}>
        <p>{i18n.t('remask.explain')}</p>
        <div class={styles.field}>
          <span>{i18n.t('remask.level')}</span>
          <Select
            label={i18n.t('remask.level')}
            value={level ?? 'as-site'}
            options={[
              { value: 'as-site' as PrivacyLevel | 'as-site', label: i18n.t('remask.asSite') },
              ...LEVELS.map((value) => ({
                value: value as PrivacyLevel | 'as-site',
                label: translateCode('level', value, value),
              })),
            ]}
            onChange={(value) => setLevel(value === 'as-site' ? undefined : value)}
          />
        </div>
        <Notice tone="warn">
          <p>{i18n.t('remask.noUndo')}</p>
        </Notice>
        {recording > 0 && <p>{i18n.t('remask.stillRecording', recording)}</p>}
        {isRunning && <Progress progress={state.progress} />}
      </div>
    </Dialog>
  )
}
