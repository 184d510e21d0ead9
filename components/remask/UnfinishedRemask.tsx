import { useEffect, useState } from 'preact/hooks'
import type { RemaskWork } from '../../lib/store/remaskWork'
import { i18n } from '../i18n'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { Progress } from './Progress'
import styles from './Remask.module.css'
import type { Remask } from './useRemask'

/** What a closed page or a stopped run has left to do, with the way to go on. Nothing where there is nothing left. */
export function UnfinishedRemask({ remask }: { remask: Remask }) {
  const services = useServices()
  const [work, setWork] = useState<RemaskWork>()
  useEffect(() => {
    const watch = services.watchRemaskWork(setWork)
    return () => watch.stop()
  }, [services])
  const { state } = remask
  if (state.status === 'idle' && !work) return null
  return (
    <div class={styles.unfinished}>
      <Notice
        tone={state.status === 'idle' ? 'warn' : 'neutral'}
        title={
          state.status === 'idle'
            ? i18n.t('remask.unfinished', work?.sessionIds.length ?? 0)
            : i18n.t('remask.running')
        }
      >
        {state.status === 'idle' ? (
          <>
            <p>{i18n.t('remask.unfinishedText')}</p>
            <div class={styles.actions}>
              <Button kind="primary" onClick={remask.resume}>
                {i18n.t('remask.resume')}
              </Button>
              <Button onClick={() => void services.cancelRemask()}>{i18n.t('remask.leave')}</Button>
            </div>
          </>
        ) : (
          <>
            <Progress progress={state.progress} />
            <div class={styles.actions}>
              <Button onClick={state.stop}>{i18n.t('remask.stop')}</Button>
            </div>
          </>
        )}
      </Notice>
    </div>
  )
}
