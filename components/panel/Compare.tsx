import { useId, useState } from 'preact/hooks'
import { comparePreviews } from '../../lib/format/comparePreviews'
import type { PreviewComparison, PreviewReport } from '../../lib/format/previewReport'
import { PRIVACY_LEVELS } from '../../lib/format/settings'
import { describeError } from '../../lib/platform/describeError'
import { VENDORS } from '../../lib/privacy/profiles'
import { formatClock } from '../format/clock'
import { i18n, translateCode } from '../i18n'
import { type PreviewVendor, type Services, useServices } from '../services'
import { Button } from '../ui/Button'
import { Select } from '../ui/Field'
import styles from './Compare.module.css'

/** What can stand on either side: our rules as they are, our levels, other recorders, the moment that was remembered. */
const OWN = 'recount'
const REMEMBERED = 'remembered'
const SHOWN = 200

type State =
  | { status: 'idle' | 'working' }
  | { status: 'failed'; error: string }
  | { status: 'done'; comparison: PreviewComparison }

/** Which elements another recorder, another level or an earlier moment treats differently; newly visible first. */
export function Compare({ tabId }: { tabId: number }) {
  const services = useServices()
  const [before, setBefore] = useState(OWN)
  const [after, setAfter] = useState('datadog')
  const [remembered, setRemembered] = useState<PreviewReport>()
  const [state, setState] = useState<State>({ status: 'idle' })
  const title = useId()

  const work = async (task: () => Promise<State>) => {
    setState({ status: 'working' })
    setState(
      await task().catch(
        (error: unknown): State => ({ status: 'failed', error: describeError(error) }),
      ),
    )
  }
  const compare = () =>
    work(async () => {
      const reportOf = (side: string) =>
        side === REMEMBERED && remembered ? remembered : services.inspect(tabId, choiceOf(side))
      const [first, second] = [await reportOf(before), await reportOf(after)]
      return { status: 'done', comparison: comparePreviews(first, second) }
    })
  const remember = () =>
    work(async () => {
      setRemembered(await services.inspect(tabId))
      setBefore(REMEMBERED)
      setAfter(OWN)
      return { status: 'idle' }
    })
  const options = optionsOf(remembered, services)

  return (
    <section class={styles.compare} aria-labelledby={title}>
      <h2 id={title}>{i18n.t('compare.title')}</h2>
      <div class={styles.sides}>
        <Side
          label={i18n.t('compare.before')}
          value={before}
          options={options}
          onChange={setBefore}
        />
        <Side label={i18n.t('compare.after')} value={after} options={options} onChange={setAfter} />
      </div>
      <div class={styles.buttons}>
        <Button onClick={compare} disabled={state.status === 'working'}>
          {i18n.t('compare.compare')}
        </Button>
        <Button onClick={remember} disabled={state.status === 'working'}>
          {i18n.t('compare.remember')}
        </Button>
      </div>
      <div aria-live="polite">
        {state.status === 'failed' && <p role="alert">{state.error}</p>}
        {state.status === 'done' && <Result comparison={state.comparison} />}
      </div>
    </section>
  )
}

interface SideProps {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
}

function Side({ label, ...rest }: SideProps) {
  return (
    <div class={styles.sideOf}>
      <span aria-hidden="true">{label}</span>
      <Select label={label} {...rest} />
    </div>
  )
}

function Result({ comparison }: { comparison: PreviewComparison }) {
  const { differences, newlyVisible, appearedVisible } = comparison
  if (differences.length === 0) return <p>{i18n.t('compare.none')}</p>
  return (
    <>
      <p>
        {i18n.t('compare.found', [
          String(differences.length),
          String(newlyVisible),
          String(appearedVisible),
        ])}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ol class={styles.list} tabIndex={0} aria-label={i18n.t('compare.title')}>
        {differences.slice(0, SHOWN).map(({ path, before, after, reason }, index) => (
          <li key={path} class={index < newlyVisible ? styles.visible : undefined}>
            <code>{path}</code>
            <span>
              {translateCode('previewState', before, before)} →{' '}
              <strong>{translateCode('previewState', after, after)}</strong> ({reason.detail})
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}

function optionsOf(remembered: PreviewReport | undefined, services: Services) {
  const name = i18n.t('extension_name')
  return [
    { value: OWN, label: i18n.t('compare.ownNow') },
    ...(remembered
      ? [
          {
            value: REMEMBERED,
            label: i18n.t('compare.remembered', [
              formatClock(Math.max(0, services.now() - remembered.takenAt)),
            ]),
          },
        ]
      : []),
    ...PRIVACY_LEVELS.map((level) => ({
      value: `${OWN} ${level}`,
      label: `${name}: ${translateCode('level', level, level)}`,
    })),
    ...VENDORS.flatMap(({ id, name: vendor, levels, defaultLevel }) => [
      { value: id, label: `${vendor}: ${defaultLevel}` },
      ...Object.keys(levels)
        .filter((level) => level !== defaultLevel)
        .map((level) => ({ value: `${id} ${level}`, label: `${vendor}: ${level}` })),
    ]),
  ]
}

function choiceOf(side: string): PreviewVendor | undefined {
  const [id = '', ...level] = side.split(' ')
  if (side === OWN) return undefined
  return { profile: id === OWN ? '' : id, ...(level.length > 0 ? { level: level.join(' ') } : {}) }
}
