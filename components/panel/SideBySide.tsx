import { useEffect, useRef } from 'preact/hooks'
import type { SiteSettings } from '../../lib/format/settings'
import type { RecordingSource } from '../../lib/format/source'
import type { Leak } from '../../lib/leaks/scanSession'
import type { TabState } from '../../lib/messages/protocol'
import type { Player } from '../../lib/player/player'
import { mergeRules } from '../../lib/privacy/ruleFiles'
import { formatCount } from '../format/bytes'
import { i18n, translateCode } from '../i18n'
import { isSelector } from '../isSelector'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Empty } from '../ui/Empty'
import { Notice } from '../ui/Notice'
import { Spinner } from '../ui/Spinner'
import { Compare } from './Compare'
import styles from './SideBySide.module.css'
import { useWouldBe, type WouldBeState } from './useWouldBe'

interface SideBySideProps {
  tab: TabState
  site: SiteSettings
  run: (action: Promise<unknown>) => void
}

/** The page as it would replay, beside what is kept of it and what should not be. */
export function SideBySide({ tab, site, run }: SideBySideProps) {
  const level = tab.recording?.level ?? tab.level
  const state = useWouldBe({ tabId: tab.tabId, level, rules: site.rules })
  return (
    <div class={styles.page}>
      <div class={styles.stage}>
        {state.status === 'loading' && <Spinner label={i18n.t('panel.looking')} />}
        {state.status === 'failed' && (
          <Empty icon="alert" title={i18n.t('panel.noLook')}>
            <p>{state.error}</p>
          </Empty>
        )}
        {state.status === 'ready' && <Stage source={state.source} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class={styles.side} tabIndex={0} aria-label={i18n.t('panel.kept')}>
        <p>{i18n.t('panel.sideIntro', [translateCode('level', level, level)])}</p>
        {state.status === 'ready' && (
          <>
            <Counts counts={state.counts} />
            <Findings leaks={state.leaks} site={site} run={run} />
          </>
        )}
        <Compare tabId={tab.tabId} />
      </section>
    </div>
  )
}

/** The newest moment; the one before stays in sight until it is laid out, so that nothing flickers. */
function Stage({ source }: { source: RecordingSource }) {
  const services = useServices()
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const parent = container.current
    if (!parent) return
    const layer = document.createElement('div')
    layer.className = styles.layer ?? ''
    layer.dataset.stage = ''
    layer.style.visibility = 'hidden'
    parent.append(layer)
    let player: Player | undefined
    let isOver = false
    const finish = () => {
      player?.stop()
      layer.remove()
    }
    services.createPlayer({ source, container: layer }).then(
      (made) => {
        player = made
        if (isOver) return finish()
        layer.style.visibility = ''
        for (const older of [...parent.children]) {
          if (older !== layer) older.remove()
        }
      },
      () => finish(),
    )
    return () => {
      isOver = true
      // Shown until the next one is: the effect of the next source takes it away.
      player?.stop()
      setTimeout(() => {
        if (parent.lastElementChild !== layer) layer.remove()
      }, 5000)
    }
  }, [services, source])
  return <div ref={container} class={styles.layers} data-stage />
}

type Counted = Extract<WouldBeState, { status: 'ready' }>['counts']

const KINDS = ['texts', 'inputs', 'attributes', 'images', 'urls'] as const

function Counts({ counts }: { counts: Counted }) {
  return (
    <table class={styles.counts}>
      <caption>{i18n.t('panel.kept')}</caption>
      <thead>
        <tr>
          <th scope="col">{i18n.t('panel.kind')}</th>
          <th scope="col">{i18n.t('panel.countKept')}</th>
          <th scope="col">{i18n.t('panel.countMasked')}</th>
        </tr>
      </thead>
      <tbody>
        {KINDS.map((kind) => (
          <tr key={kind}>
            <th scope="row">{i18n.t(`panel.kind_${kind}`)}</th>
            <td>{formatCount(counts[kind].kept)}</td>
            <td>{formatCount(counts[kind].masked)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{i18n.t('panel.kind_blocked')}</th>
          <td>0</td>
          <td>{formatCount(counts.blocked)}</td>
        </tr>
      </tbody>
    </table>
  )
}

/** More say no more: such a page needs another level. */
const SHOWN = 100

function Findings({
  leaks,
  site,
  run,
}: {
  leaks: Leak[]
  site: SiteSettings
  run: SideBySideProps['run']
}) {
  const services = useServices()
  if (leaks.length === 0) {
    return (
      <Notice icon="check">
        <p>{i18n.t('panel.noFindings')}</p>
      </Notice>
    )
  }
  const close = (selector: string) =>
    run(services.setRules(site.origin, mergeRules(site.rules, [{ selector, effect: 'mask' }])))
  return (
    <Notice tone="warn" title={i18n.t('leaks.found', leaks.length)}>
      <ul class={styles.findings}>
        {leaks.slice(0, SHOWN).map(({ kind, path, selector, count }) => (
          <li key={`${kind} ${path} ${selector}`}>
            <span>
              <strong>{translateCode('leakKind', kind, kind)}</strong>{' '}
              {[path, selector, count > 1 ? `×${count}` : ''].filter(Boolean).join(' · ')}
            </span>
            {selector !== undefined && isSelector(selector) && (
              <Button onClick={() => close(selector)}>
                {translateCode('effect', 'mask', 'mask')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
