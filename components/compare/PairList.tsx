import type { Ref } from 'preact'
import type { StepPair } from '../../lib/exporters/alignSteps'
import type { Step } from '../../lib/exporters/step'
import { toPath } from '../format/address'
import { formatClock } from '../format/clock'
import { i18n } from '../i18n'
import { stepWords } from '../player/storyRows'
import { cx } from '../ui/cx'
import { Empty } from '../ui/Empty'
import { Icon } from '../ui/Icon'
import { VirtualList, type VirtualListHandle } from '../ui/VirtualList'
import styles from './Compare.module.css'

const ROW_HEIGHT = 34

interface PairListProps {
  pairs: StepPair[]
  current: number | undefined
  handle: Ref<VirtualListHandle>
  onChoose: (index: number) => void
}

/** The steps of both visits, each beside its equal. */
export function PairList({ pairs, current, handle, onChoose }: PairListProps) {
  if (pairs.length === 0) return <Empty icon="info" title={i18n.t('sideBySide.noSteps')} />
  const numbered = pairs.map((pair, index) => ({ pair, index }))
  return (
    <VirtualList
      class={styles.list}
      label={i18n.t('sideBySide.steps')}
      items={numbered}
      itemHeight={ROW_HEIGHT}
      itemKey={({ index }) => index}
      handle={handle}
      renderItem={({ pair, index }) => (
        <button
          type="button"
          class={cx(
            styles.row,
            pair.differs !== 'no' && styles.differs,
            index === current && styles.current,
          )}
          aria-current={index === current ? 'true' : undefined}
          onClick={() => onChoose(index)}
        >
          <Cell step={pair.before} />
          <span class={styles.verdict}>
            {pair.differs !== 'no' && (
              <>
                <Icon name="alert" size={14} />
                <span class="visually-hidden">{i18n.t(`sideBySide.${pair.differs}`)}</span>
              </>
            )}
          </span>
          <Cell step={pair.after} />
        </button>
      )}
    />
  )
}

function Cell({ step }: { step: Step | undefined }) {
  const words = step && stepWords(step)
  if (!step || !words) return <span class={styles.nothing}>{i18n.t('sideBySide.nothing')}</span>
  const [icon, text] = words
  const outcome = outcomeOf(step)
  return (
    <span class={styles.cell}>
      <span class={styles.time}>{formatClock(step.atMs, { tenths: true })}</span>
      <Icon name={icon} size={14} />
      <span class={styles.clipped}>{text}</span>
      {outcome && <span class={styles.outcome}>{outcome}</span>}
    </span>
  )
}

/** What opening a page leads to is in its own words already. */
function outcomeOf({ action, expect: { url, heading } }: Step): string | undefined {
  if (heading !== undefined) return heading
  return url === undefined || action === 'open' ? undefined : toPath(url)
}
