import { useEffect, useRef, useState } from 'preact/hooks'
import type { StepPair } from '../../lib/exporters/alignSteps'
import { toHost } from '../format/address'
import { formatClock } from '../format/clock'
import { formatMoment } from '../format/when'
import { i18n } from '../i18n'
import { Cover } from '../player/Cover'
import type { Opening } from '../player/usePlayer'
import { formatRoute } from '../routes'
import { Button, LinkButton } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Spinner } from '../ui/Spinner'
import type { VirtualListHandle } from '../ui/VirtualList'
import styles from './Compare.module.css'
import { Findings } from './Findings'
import { PairList } from './PairList'
import { openOf, useCompared, useSide } from './useBoth'

interface ComparePageProps {
  before: string
  after: string
}

/** "It worked yesterday": two sessions side by side, moved together step by step. */
export function ComparePage({ before, after }: ComparePageProps) {
  const first = useSide(before)
  const second = useSide(after)
  const compared = useCompared(first.opening, second.opening)
  const list = useRef<VirtualListHandle>(null)
  const [current, setCurrent] = useState<number>()

  const seek = (opening: Opening, atMs: number | undefined) => {
    if (atMs !== undefined)
      void openOf(opening)
        ?.player.seek(atMs)
        .catch(() => {})
  }
  const pairs = compared.status === 'ready' ? compared.pairs : []
  const show = (index: number) => {
    const pair = pairs[index]
    if (!pair) return
    setCurrent(index)
    list.current?.reveal(index)
    seek(first.opening, momentOf(pairs, index, 'before'))
    seek(second.opening, momentOf(pairs, index, 'after'))
  }

  // Where they part is what one came for.
  useEffect(() => {
    if (compared.status !== 'ready') return
    const parting = compared.pairs.findIndex(({ differs }) => differs !== 'no')
    show(Math.max(0, parting))
  }, [compared])

  return (
    <div class={styles.page}>
      <header class={styles.header}>
        <LinkButton href={formatRoute({ view: 'library' })} icon="back" kind="quiet">
          {i18n.t('library.title')}
        </LinkButton>
        <h1>{i18n.t('sideBySide.title')}</h1>
        <span class={styles.spring} />
        <LinkButton
          href={formatRoute({ view: 'compare', before: after, after: before })}
          icon="replay"
          kind="quiet"
        >
          {i18n.t('sideBySide.swap')}
        </LinkButton>
      </header>
      <main class={styles.stages}>
        <Side label={i18n.t('sideBySide.before')} side={first} sessionId={before} />
        <Side label={i18n.t('sideBySide.after')} side={second} sessionId={after} />
      </main>
      <section class={styles.steps} aria-label={i18n.t('sideBySide.where')}>
        {compared.status === 'loading' && <Waiting openings={[first.opening, second.opening]} />}
        {compared.status === 'failed' && (
          <Empty icon="alert" title={i18n.t('sideBySide.failed')}>
            <p role="alert">{compared.error}</p>
          </Empty>
        )}
        {compared.status === 'ready' && (
          <>
            <div class={styles.tools}>
              <Findings
                comparison={compared.comparison}
                pairs={pairs}
                onPair={show}
                onMoment={(atMs) => seek(second.opening, atMs)}
              />
              <span class={styles.spring} />
              <Button icon="stepBack" disabled={!current} onClick={() => show((current ?? 0) - 1)}>
                {i18n.t('sideBySide.previous')}
              </Button>
              <Button
                icon="stepForward"
                disabled={pairs.length === 0 || current === pairs.length - 1}
                onClick={() => show((current ?? -1) + 1)}
              >
                {i18n.t('sideBySide.next')}
              </Button>
            </div>
            <PairList pairs={pairs} current={current} handle={list} onChoose={show} />
          </>
        )}
      </section>
    </div>
  )
}

/** A visit that does not have the step stands where its last one before it left it. */
function momentOf(
  pairs: readonly StepPair[],
  index: number,
  side: 'before' | 'after',
): number | undefined {
  for (let each = index; each >= 0; each--) {
    const step = pairs[each]?.[side]
    if (step) return each === index ? step.atMs : step.atMs + 1
  }
  return 0
}

function Waiting({ openings }: { openings: Opening[] }) {
  // What keeps one of them from being read is said on its stage.
  const isHopeless = openings.some(({ status }) => status === 'gone' || status === 'failed')
  if (isHopeless) return <Empty icon="info" title={i18n.t('sideBySide.needsBoth')} />
  return <Spinner label={i18n.t('player.loading')} />
}

interface SideProps {
  label: string
  sessionId: string
  side: ReturnType<typeof useSide>
}

function Side({ label, sessionId, side }: SideProps) {
  const open = openOf(side.opening)
  return (
    <section class={styles.side} aria-label={label}>
      <div class={styles.sideHead}>
        <strong>{label}</strong>
        {open && (
          <>
            <a href={formatRoute({ view: 'session', sessionId })} class={styles.name}>
              {open.session.title || toHost(open.session.url)}
            </a>
            <span class={styles.when}>{formatMoment(open.session.startedAt)}</span>
            <span class={styles.clock}>
              {formatClock(open.state.value.timeMs, { tenths: true })}
            </span>
          </>
        )}
      </div>
      <div class={styles.stage}>
        <div ref={side.container} class={styles.container} />
        <Cover opening={side.opening} sessionId={sessionId} />
      </div>
    </section>
  )
}
