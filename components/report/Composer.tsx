import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Span } from '../../lib/exporters/exporter'
import { defaultSpan, storyWithin, suggestTexts } from '../../lib/exporters/reportDefaults'
import { trimSource } from '../../lib/exporters/trimSource'
import { lazySource } from '../../lib/format/lazySource'
import type { Session } from '../../lib/format/session'
import { LeakReport } from '../export/LeakReport'
import { MaskingSelect } from '../export/MaskingSelect'
import { useLeakScan } from '../export/useLeakScan'
import { i18n } from '../i18n'
import { toEventRows } from '../player/eventRows'
import { toStoryRows } from '../player/storyRows'
import type { OpenPlayer } from '../player/usePlayer'
import { useOverview } from '../player/usePlayer'
import { useStory } from '../player/useStory'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import type { Toaster } from '../ui/Toast'
import { Redactions } from './Redactions'
import styles from './Report.module.css'
import { ReportForm } from './ReportForm'
import { ReportSave } from './ReportSave'
import { ReportStage } from './ReportStage'
import { Shots } from './Shots'
import { SpanTimeline } from './SpanTimeline'
import type { OpenDraft } from './useDraft'
import { usePictures } from './usePictures'
import { useReportPlayer } from './useReportPlayer'
import { useReportSource } from './useReportSource'

/** A span that is dragged is not looked through at each of its places. */
const SETTLE_MS = 500

interface ComposerProps {
  session: Session
  open: OpenDraft
  toaster: Toaster
}

/** Span, words, masking, pictures, leak scan, and the file that comes of it. */
export function Composer({ session, open, toaster }: ComposerProps) {
  const { draft, change } = open
  const { sessionId } = session
  const container = useRef<HTMLDivElement>(null)
  const openSource = useReportSource(sessionId, draft)
  const read = useMemo(() => openSource(), [openSource])
  const story = useStory(read, true)
  const steps = useMemo(() => (story ? toStoryRows(story) : []), [story])

  const proposed = useMemo(() => story && defaultSpan(story), [story])
  const span = draft.span ?? proposed
  const player = useReportPlayer(openSource, container, span?.fromMs)
  const pictures = usePictures(
    player.status === 'ready' ? player.open.player : undefined,
    draft.shots,
  )
  const suggested = useMemo(
    () => (story && span ? suggestTexts(storyWithin(story, span)) : {}),
    [story, span?.fromMs, span?.toMs],
  )

  const settled = useSettled(span)
  // What is looked through is what is saved: the span of it, masked as it will be.
  const scanned = useMemo(
    () => lazySource(async () => (settled ? trimSource(openSource(), settled) : openSource())),
    [openSource, settled],
  )
  const scan = useLeakScan(scanned)
  const [confirmed, setConfirmed] = useState<typeof scanned>()

  const redact = (redaction: (typeof draft.redactions)[number]) => {
    // Two elements may have stood at one place, at different times.
    const same = ({ selector, node }: typeof redaction) => JSON.stringify([selector, node])
    if (draft.redactions.some((each) => same(each) === same(redaction))) return
    change({ redactions: [...draft.redactions, redaction] })
  }
  const discard = () => {
    const { sessionId: _, changedAt: __, ...before } = open.discard()
    toaster.show(i18n.t('composer.discarded'), {
      action: { label: i18n.t('common.undo'), run: () => change(before) },
    })
  }

  return (
    <div class={styles.layout}>
      <section class={styles.left} aria-label={i18n.t('composer.moments')}>
        <ReportStage
          player={player}
          container={container}
          steps={steps}
          isMasked={draft.level === 'mask-all'}
          onRedact={redact}
          onShot={(atMs) =>
            change({
              shots: [...draft.shots, { id: crypto.randomUUID(), atMs, caption: '', shapes: [] }],
            })
          }
        />
        {player.open && span && (
          <SpanPicker
            key={player.open.player.state.value.durationMs}
            open={player.open}
            story={steps}
            span={span}
            proposed={proposed}
            onChange={(next) => change({ span: next })}
          />
        )}
        <h2>{i18n.t('composer.pictures')}</h2>
        <Shots
          shots={draft.shots}
          pictures={pictures}
          onChange={(shots) => change({ shots })}
          onSay={(text) => toaster.show(text, { durationMs: 3000 })}
        />
      </section>
      <section class={styles.right} aria-label={i18n.t('composer.words')}>
        <ReportForm
          session={player.open?.session ?? session}
          texts={draft.texts}
          suggested={suggested}
          onChange={(texts) => change({ texts })}
        />
        <h2>{i18n.t('composer.masking')}</h2>
        <MaskingSelect level={draft.level} onChange={(level) => change({ level })} />
        <Redactions
          redactions={draft.redactions}
          onChange={(redactions) => change({ redactions })}
        />
        <LeakReport
          scan={scan}
          isConfirmed={confirmed === scanned}
          onConfirm={(isConfirmed) => setConfirmed(isConfirmed ? scanned : undefined)}
          onRule={(selector) => redact({ selector, choices: [selector] })}
        />
        <ReportSave
          sessionId={sessionId}
          draft={draft}
          span={span}
          texts={{ ...suggested, ...draft.texts }}
          openSource={openSource}
          drawn={pictures.drawn}
          scan={scan}
          isConfirmed={confirmed === scanned}
          onFormat={(format) => change({ format })}
          onSay={(text) => toaster.show(text, { durationMs: 4000 })}
        />
        <DraftLine open={open} onDiscard={discard} />
      </section>
    </div>
  )
}

interface SpanProps {
  open: OpenPlayer
  story: ReturnType<typeof toStoryRows>
  span: Span
  proposed: Span | undefined
  onChange: (span: Span | undefined) => void
}

function SpanPicker({ open, story, span, proposed, onChange }: SpanProps) {
  const overview = useOverview(open.player)
  const known = overview.status === 'ready' ? overview.overview : undefined
  const steps = story.length > 0 || !known ? story : toEventRows(known, 'steps')
  const { durationMs } = open.player.state.value
  const isWhole = span.fromMs <= 0 && span.toMs >= durationMs
  const isProposed = span.fromMs === proposed?.fromMs && span.toMs === proposed.toMs
  return (
    <>
      <SpanTimeline open={open} overview={known} steps={steps} span={span} onChange={onChange} />
      <div class={styles.spanLine}>
        <span>
          {i18n.t('composer.spanIs', [
            (span.fromMs / 1000).toFixed(1),
            (span.toMs / 1000).toFixed(1),
          ])}
        </span>
        <Button kind="quiet" disabled={isProposed} onClick={() => onChange(undefined)}>
          {i18n.t('composer.proposedSpan')}
        </Button>
        <Button
          kind="quiet"
          disabled={isWhole}
          onClick={() => onChange({ fromMs: 0, toMs: durationMs })}
        >
          {i18n.t('export.whole')}
        </Button>
      </div>
    </>
  )
}

function DraftLine({ open, onDiscard }: { open: OpenDraft; onDiscard: () => void }) {
  if (open.state === 'failed') {
    return (
      <Notice tone="danger" title={i18n.t('composer.notKept')} urgent>
        <p>{open.problem}</p>
      </Notice>
    )
  }
  return (
    <div class={styles.draftLine}>
      <span role="status">
        {open.state === 'saved' && i18n.t('composer.kept')}
        {open.state === 'changed' && i18n.t('composer.keeping')}
      </span>
      <Button kind="quiet" icon="trash" disabled={open.state === 'none'} onClick={onDiscard}>
        {i18n.t('composer.discard')}
      </Button>
    </div>
  )
}

/** The span once it stays where it is. */
function useSettled(span: Span | undefined): Span | undefined {
  const [settled, setSettled] = useState(span)
  const isFirst = settled === undefined
  useEffect(() => {
    if (!span) return
    if (isFirst) {
      setSettled(span)
      return
    }
    const timer = setTimeout(() => setSettled(span), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [span?.fromMs, span?.toMs, isFirst])
  return settled
}
