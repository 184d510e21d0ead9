import type { Span } from '../../lib/exporters/exporter'
import { i18n } from '../i18n'
import field from '../ui/Field.module.css'
import { Segmented } from '../ui/Segmented'
import styles from './ExportDialog.module.css'

/** What is offered around the moment that is shown: enough to see how it came to it. */
const BEFORE_MS = 30_000
const AFTER_MS = 5_000

interface SpanFieldsProps {
  /** Undefined: the whole session. */
  span: Span | undefined
  timeMs: number
  durationMs: number
  onChange: (span: Span | undefined) => void
}

/** The whole session, or a part of it in seconds. */
export function SpanFields({ span, timeMs, durationMs, onChange }: SpanFieldsProps) {
  const around = (): Span => ({
    fromMs: Math.max(0, timeMs - BEFORE_MS),
    toMs: Math.min(durationMs, timeMs + AFTER_MS),
  })
  return (
    <>
      <Segmented
        label={i18n.t('export.content')}
        value={span ? 'part' : 'all'}
        options={[
          { value: 'all', label: i18n.t('export.whole') },
          { value: 'part', label: i18n.t('export.part') },
        ]}
        onChange={(value) => onChange(value === 'part' ? around() : undefined)}
      />
      {span && (
        <div class={styles.span}>
          <Seconds
            label={i18n.t('export.from')}
            ms={span.fromMs}
            max={span.toMs}
            onChange={(fromMs) => onChange({ ...span, fromMs })}
          />
          <Seconds
            label={i18n.t('export.to')}
            ms={span.toMs}
            min={span.fromMs}
            max={durationMs}
            onChange={(toMs) => onChange({ ...span, toMs })}
          />
        </div>
      )}
    </>
  )
}

function Seconds(props: {
  label: string
  ms: number
  min?: number
  max: number
  onChange: (ms: number) => void
}) {
  const { min = 0, max } = props
  return (
    <label>
      {props.label}
      <input
        class={field.input}
        type="number"
        step="0.1"
        min={min / 1000}
        max={max / 1000}
        value={(props.ms / 1000).toFixed(1)}
        onChange={(event) => {
          const ms = event.currentTarget.valueAsNumber * 1000
          if (Number.isFinite(ms)) props.onChange(Math.min(max, Math.max(min, ms)))
        }}
      />
    </label>
  )
}
