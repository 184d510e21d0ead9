import { useComputed } from '@preact/signals'
import { formatBytes } from '../format/bytes'
import { formatMoment } from '../format/when'
import { i18n, translateCode } from '../i18n'
import { formatRoute } from '../routes'
import { LinkButton } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Spinner } from '../ui/Spinner'
import styles from './PlayerPage.module.css'
import type { Opening, OpenPlayer } from './usePlayer'

/** What lies over the stage while there is nothing to show on it. */
export function Cover({ opening }: { opening: Opening }) {
  if (opening.status === 'ready') return <Failure open={opening.open} />
  return <div class={styles.cover}>{content(opening)}</div>
}

/** A session may fail later as well, when a damaged part of it is reached. */
function Failure({ open }: { open: OpenPlayer }) {
  const error = useComputed(() => {
    const { status, error = '' } = open.state.value
    return status === 'failed' ? error : undefined
  }).value
  if (error === undefined) return null
  return <div class={styles.cover}>{content({ status: 'failed', error })}</div>
}

function content(opening: Exclude<Opening, { status: 'ready' }>) {
  const back = (
    <LinkButton href={formatRoute({ view: 'library' })} kind="primary">
      {i18n.t('player.toLibrary')}
    </LinkButton>
  )
  switch (opening.status) {
    case 'loading':
      return <Spinner label={i18n.t('player.loading')} />
    case 'failed':
      return (
        <Empty icon="alert" title={i18n.t('player.failed')} actions={back} level={1}>
          <p role="alert">{opening.error}</p>
        </Empty>
      )
    case 'gone':
      return (
        <Empty icon="trash" title={i18n.t('gone.title')} actions={back} level={1}>
          <Why opening={opening} />
        </Empty>
      )
  }
}

function Why({ opening }: { opening: Extract<Opening, { status: 'gone' }> }) {
  const { tombstone } = opening
  if (opening.deleted === 'retention') return <p>{i18n.t('gone.cleaned')}</p>
  if (opening.deleted) return <p>{i18n.t('gone.undoable')}</p>
  if (!tombstone) return <p>{i18n.t('gone.unknown')}</p>
  return (
    <>
      <p>
        {i18n.t('gone.was', [
          tombstone.origin,
          formatMoment(tombstone.startedAt),
          formatBytes(tombstone.bytes),
        ])}
      </p>
      <p>
        {i18n.t('gone.when', [formatMoment(tombstone.deletedAt)])}{' '}
        {translateCode('goneReason', tombstone.reason, '')}
      </p>
    </>
  )
}
