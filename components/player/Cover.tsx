import { useComputed } from '@preact/signals'
import { useState } from 'preact/hooks'
import { describeError } from '../../lib/platform/describeError'
import { formatBytes } from '../format/bytes'
import { formatClock } from '../format/clock'
import { formatMoment } from '../format/when'
import { i18n, translateCode } from '../i18n'
import { formatRoute } from '../routes'
import { saveFile } from '../saveFile'
import { useServices } from '../services'
import { Button, LinkButton } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Spinner } from '../ui/Spinner'
import { nextPage } from './nextPage'
import styles from './PlayerPage.module.css'
import { type Opening, type OpenPlayer, useOverview } from './usePlayer'

/** What lies over the stage while there is nothing to show on it. */
export function Cover({ opening, sessionId }: { opening: Opening; sessionId: string }) {
  if (opening.status === 'ready') return <Over open={opening.open} sessionId={sessionId} />
  return <div class={styles.cover}>{content(opening, sessionId)}</div>
}

/** A session may fail later as well, when a damaged part of it is reached, or hold no page for a while. */
function Over({ open, sessionId }: { open: OpenPlayer; sessionId: string }) {
  const error = useComputed(() => {
    const { status, error = '' } = open.state.value
    return status === 'failed' ? error : undefined
  }).value
  const isBlank = useComputed(() => open.state.value.isBlank).value
  if (error !== undefined) {
    return <div class={styles.cover}>{content({ status: 'failed', error }, sessionId)}</div>
  }
  return isBlank ? <Blank open={open} /> : null
}

function Blank({ open }: { open: OpenPlayer }) {
  const overview = useOverview(open.player)
  const { timeMs } = open.state.value
  const next = overview.status === 'ready' ? nextPage(overview.overview, timeMs) : undefined
  const go = next !== undefined && (
    <Button kind="primary" onClick={() => open.player.seek(next).catch(() => {})}>
      {i18n.t('blank.next', [formatClock(next, { tenths: true })])}
    </Button>
  )
  return (
    <div class={styles.cover} role="status">
      <Empty icon="alert" title={i18n.t('blank.title')} actions={go}>
        <p>{i18n.t('blank.why')}</p>
      </Empty>
    </div>
  )
}

function content(opening: Exclude<Opening, { status: 'ready' }>, sessionId: string) {
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
        <Empty
          icon="alert"
          title={i18n.t('player.failed')}
          actions={
            <>
              {back}
              <SaveStored sessionId={sessionId} />
            </>
          }
          level={1}
        >
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

/** What no player can show may still be read by somebody. */
function SaveStored({ sessionId }: { sessionId: string }) {
  const services = useServices()
  const [problem, setProblem] = useState('')
  if (services.readOnly) return null
  const save = () =>
    services.storedText(sessionId).then(
      (text) => saveFile(`${sessionId}.txt`, text, 'text/plain'),
      (error: unknown) => setProblem(describeError(error)),
    )
  return (
    <>
      <Button icon="download" onClick={() => void save()}>
        {i18n.t('player.saveStored')}
      </Button>
      {problem !== '' && <p role="alert">{problem}</p>}
    </>
  )
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
