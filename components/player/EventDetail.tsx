import type { ComponentChildren } from 'preact'
import type { Step } from '../../lib/exporters/step'
import type {
  ConsoleEvent,
  ErrorEvent,
  NetworkEvent,
  RecordEvent,
  TargetDescription,
} from '../../lib/format/events'
import { formatBytes } from '../format/bytes'
import { formatDuration } from '../format/clock'
import { i18n, translateCode } from '../i18n'
import { IconButton } from '../ui/Button'
import { CopyButton } from '../ui/CopyButton'
import styles from './EventDetail.module.css'
import { describeTarget, type EventRow, type RowSubject } from './eventRows'
import { toCurl } from './toCurl'
import { ValueTree } from './ValueTree'

/** Everything that was kept of one event. */
export function EventDetail({ row, onClose }: { row: EventRow; onClose: () => void }) {
  return (
    <div class={styles.detail}>
      <div class={styles.head}>
        <h2>{row.text.length > 160 ? `${row.text.slice(0, 160)}…` : row.text}</h2>
        <IconButton icon="close" label={i18n.t('detail.close')} onClick={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class={styles.body} tabIndex={0} aria-label={i18n.t('detail.title')}>
        <Subject about={row.about} />
      </section>
    </div>
  )
}

function Subject({ about }: { about: RowSubject }) {
  switch (about.kind) {
    case 'event':
      return <Body event={about.event} />
    case 'step':
      return <StepBody step={about.step} />
    case 'signal':
      return (
        <>
          <p>{translateCode('signalMeans', about.signal.kind, '')}</p>
          <Text text={about.signal.message} />
          <TargetFacts target={about.signal.target} />
        </>
      )
  }
}

function StepBody({ step }: { step: Step }) {
  const { url, title, heading } = step.expect
  return (
    <>
      {'target' in step && <TargetFacts target={step.target} />}
      <Facts
        facts={[
          [i18n.t('detail.url'), step.action === 'open' ? step.url : undefined],
          [i18n.t('detail.value'), step.action === 'fill' ? step.value.text : undefined],
          [i18n.t('detail.thenUrl'), url],
          [i18n.t('detail.thenTitle'), heading ?? title],
        ]}
      />
    </>
  )
}

function TargetFacts({ target }: { target: TargetDescription | undefined }) {
  if (!target) return null
  const path = [...(target.hosts ?? []), target.css].filter(Boolean).join(' → ')
  return (
    <Facts
      facts={[
        [i18n.t('detail.target'), describeTarget(target)],
        [i18n.t('detail.role'), target.role],
        [i18n.t('detail.testId'), target.testId],
        [i18n.t('detail.selector'), path],
      ]}
    />
  )
}

function Body({ event }: { event: RecordEvent }) {
  switch (event.kind) {
    case 'console':
      return <ConsoleBody event={event} />
    case 'error':
      return <ErrorBody event={event} />
    case 'network':
      return <NetworkBody event={event} />
    case 'pointer':
    case 'key':
    case 'input':
      return <TargetFacts target={event.target} />
    case 'navigation':
    case 'snapshot':
      return (
        <Facts
          facts={[
            [i18n.t('detail.url'), event.url],
            [i18n.t('detail.pageTitle'), event.title],
          ]}
        />
      )
    case 'storage':
      return (
        <Facts
          facts={[
            [i18n.t('detail.key'), event.key],
            [i18n.t('detail.value'), event.value],
          ]}
        />
      )
    case 'gap':
      return (
        <Facts
          facts={[
            [i18n.t('detail.duration'), duration(event.durationMs)],
            [i18n.t('detail.more'), event.detail],
          ]}
        />
      )
    case 'socket':
      return (
        <>
          <Facts facts={[[i18n.t('detail.url'), event.url]]} />
          <Text title={i18n.t('detail.body')} text={event.body} />
        </>
      )
    default:
      return null
  }
}

function ConsoleBody({ event }: { event: ConsoleEvent }) {
  return (
    <>
      <div>
        {event.args.map((arg, index) => (
          <ValueTree key={index} value={arg} />
        ))}
      </div>
      <Text title={i18n.t('detail.stack')} text={event.stack} />
    </>
  )
}

function ErrorBody({ event }: { event: ErrorEvent }) {
  const place = [event.source, event.line, event.column].filter((part) => part !== undefined)
  return (
    <>
      <Text text={event.message} />
      <Facts facts={[[i18n.t('detail.source'), place.join(':')]]} />
      <Text title={i18n.t('detail.stack')} text={event.stack} />
    </>
  )
}

function NetworkBody({ event }: { event: NetworkEvent }) {
  const status = [event.status, event.statusText].filter((part) => part !== undefined).join(' ')
  const omitted = Object.entries(event.omitted ?? {})
  return (
    <>
      <Facts
        facts={[
          [i18n.t('detail.url'), event.url],
          [i18n.t('detail.method'), event.method],
          [i18n.t('detail.status'), status],
          [i18n.t('detail.error'), event.error],
          [i18n.t('detail.duration'), duration(event.durationMs)],
          [i18n.t('detail.sent'), bytes(event.requestBytes)],
          [i18n.t('detail.received'), bytes(event.responseBytes)],
          [i18n.t('detail.type'), event.mimeType],
          [i18n.t('detail.via'), event.via],
        ]}
      />
      <div>
        <CopyButton label={i18n.t('detail.copyCurl')} text={() => toCurl(event)} />
      </div>
      <Headers
        title={i18n.t('detail.redirects')}
        headers={event.redirects?.map(({ status, url }) => [`${status}`, url])}
      />
      <Headers title={i18n.t('detail.requestHeaders')} headers={event.requestHeaders} />
      <Text title={i18n.t('detail.requestBody')} text={event.requestBody} />
      <Headers title={i18n.t('detail.responseHeaders')} headers={event.responseHeaders} />
      <Text title={i18n.t('detail.responseBody')} text={event.responseBody} />
      {omitted.length > 0 && (
        <Titled title={i18n.t('detail.omitted')}>
          <Facts facts={omitted} />
        </Titled>
      )}
    </>
  )
}

function Facts({ facts }: { facts: [name: string, value: string | undefined][] }) {
  const known = facts.filter(([, value]) => value !== undefined && value !== '')
  if (known.length === 0) return null
  return (
    <dl class={styles.facts}>
      {known.map(([name, value]) => (
        <>
          <dt key={name}>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  )
}

function Headers({ title, headers }: { title: string; headers: [string, string][] | undefined }) {
  if (!headers || headers.length === 0) return null
  return (
    <Titled title={title}>
      <Facts facts={headers} />
    </Titled>
  )
}

function Text({ title, text }: { title?: string; text: string | undefined }) {
  if (!text) return null
  const code = <pre class={styles.code}>{text}</pre>
  return title ? <Titled title={title}>{code}</Titled> : code
}

function Titled({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div>
      <h3 class={styles.title} style="margin-top: 0">
        {title}
      </h3>
      {children}
    </div>
  )
}

function duration(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : formatDuration(ms)
}

function bytes(count: number | undefined): string | undefined {
  return count === undefined ? undefined : formatBytes(count)
}
