import { useMemo, useState } from 'preact/hooks'
import type { Exporter, ReportText, Span } from '../../lib/exporters/exporter'
import { EXPORTERS } from '../../lib/exporters/exporters'
import { exportFile } from '../../lib/exporters/runExport'
import type { PrivacyLevel } from '../../lib/format/settings'
import { describeError } from '../../lib/platform/describeError'
import { tightenSource } from '../../lib/privacy/tightenSource'
import { i18n } from '../i18n'
import { formatRoute } from '../routes'
import { saveFile } from '../saveFile'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Switch } from '../ui/Field'
import { Notice } from '../ui/Notice'
import { addMaskRule } from './addMaskRule'
import styles from './ExportDialog.module.css'
import { FormatPicker } from './FormatPicker'
import { LeakReport } from './LeakReport'
import { MaskingSelect } from './MaskingSelect'
import { isPasswordFit, PasswordField } from './PasswordField'
import { ReportFields } from './ReportFields'
import { SpanFields } from './SpanFields'
import { type LeakScan, useLeakScan } from './useLeakScan'

/** Formats that a person reads, so that what they write comes along. */
const REPORTS = new Set(['markdown', 'linear', 'jira', 'adf', 'assistant'])

interface ExportDialogProps {
  isOpen: boolean
  onClose: () => void
  sessionId: string
  timeMs: number
  durationMs: number
}

type Work =
  | { status: 'idle' }
  | { status: 'running'; share: number; abort: AbortController }
  | { status: 'failed'; error: string }

/** Saves a session as a file, after it was looked through for what should not leave the machine. */
export function ExportDialog(props: ExportDialogProps) {
  const [first] = EXPORTERS
  return <>{props.isOpen && first && <OpenDialog {...props} first={first} />}</>
}

function OpenDialog({ first, ...props }: ExportDialogProps & { first: Exporter }) {
  const { sessionId } = props
  const services = useServices()
  const [exporter, setExporter] = useState(first)
  const [report, setReport] = useState<ReportText>({})
  const [span, setSpan] = useState<Span>()
  const [isConfirmed, setConfirmed] = useState(false)
  const [work, setWork] = useState<Work>({ status: 'idle' })
  const [level, setLevel] = useState<PrivacyLevel>()
  const [rulesMade, setRulesMade] = useState(0)
  const [problem, setProblem] = useState('')
  const [password, setPassword] = useState<string>()
  const [isInlined, setInlined] = useState(false)
  const copied = useMemo(
    () => services.openSource(sessionId, { isCopied: true }),
    // Rules hold from the moment a recording is opened: a new one opens it anew.
    [services, sessionId, rulesMade],
  )
  // What is scanned is what is saved.
  const source = useMemo(
    () =>
      level ? tightenSource(copied, { level, rules: [] }, document, { isCopied: true }) : copied,
    [copied, level],
  )
  const scan = useLeakScan(source)
  const missing = whatIsMissing(scan, { isConfirmed, password })

  const save = async () => {
    const abort = new AbortController()
    const running = (share: number) => setWork({ status: 'running', share, abort })
    running(0)
    try {
      const { fileName, blob } = await exportFile(exporter, source, {
        span,
        report,
        password,
        inline: isInlined,
        signal: abort.signal,
        loadPlayer: services.loadPlayer,
        onProgress: running,
        // Times in the file count from the start of the span.
        linkTo: (timeMs) =>
          services.pages.sessions +
          formatRoute({ view: 'session', sessionId, timeMs: timeMs + (span?.fromMs ?? 0) }),
      })
      saveFile(fileName, blob)
      setWork({ status: 'idle' })
      props.onClose()
    } catch (error) {
      setWork(
        abort.signal.aborted
          ? { status: 'idle' }
          : { status: 'failed', error: describeError(error) },
      )
    }
  }
  const makeRule = (selector: string) => {
    setProblem('')
    addMaskRule(services, sessionId, selector).then(
      () => setRulesMade((count) => count + 1),
      (error: unknown) => setProblem(describeError(error)),
    )
  }
  const close = () => {
    if (work.status === 'running') work.abort.abort()
    props.onClose()
  }

  return (
    <Dialog
      title={i18n.t('export.title')}
      isOpen
      onClose={close}
      width={740}
      foot={
        <>
          {work.status === 'running' && (
            <progress
              class={styles.progress}
              aria-label={i18n.t('export.saving')}
              value={work.share}
            />
          )}
          {missing && work.status !== 'running' && <p class={styles.missing}>{missing}</p>}
          <Button onClick={close}>{i18n.t('common.cancel')}</Button>
          <Button
            kind="primary"
            icon="download"
            disabled={missing !== undefined || work.status === 'running'}
            onClick={() => void save()}
          >
            {i18n.t('export.save')}
          </Button>
        </>
      }
    >
      <div class={styles.layout}>
        <FormatPicker exporter={exporter} onChange={setExporter} />
        <div class={styles.side}>
          <fieldset class={styles.fields}>
            <legend>{i18n.t('export.content')}</legend>
            <SpanFields
              span={span}
              timeMs={props.timeMs}
              durationMs={props.durationMs}
              onChange={setSpan}
            />
            <MaskingSelect
              level={level}
              onChange={(next) => {
                setLevel(next)
                setConfirmed(false)
              }}
            />
            {exporter.canInline && (
              <Switch label={i18n.t('export.inline')} checked={isInlined} onChange={setInlined} />
            )}
            <PasswordField password={password} onChange={setPassword} />
            {REPORTS.has(exporter.id) && <ReportFields report={report} onChange={setReport} />}
          </fieldset>
          <LeakReport
            scan={scan}
            isConfirmed={isConfirmed}
            onConfirm={setConfirmed}
            onRule={makeRule}
          />
          {problem !== '' && (
            <Notice tone="danger" urgent>
              <p>{problem}</p>
            </Notice>
          )}
          {work.status === 'failed' && (
            <Notice tone="danger" title={i18n.t('export.failed')} urgent>
              <p>{work.error}</p>
            </Notice>
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** Why the file cannot be saved yet. On a narrow screen the rest of the dialog may be out of sight. */
function whatIsMissing(
  scan: LeakScan,
  given: { isConfirmed: boolean; password: string | undefined },
): string | undefined {
  if (scan.status === 'running') return i18n.t('export.missing.scan')
  if (scan.status === 'failed') return i18n.t('leaks.failed')
  if (scan.report.leaks.length > 0 && !given.isConfirmed) return i18n.t('export.missing.confirm')
  return isPasswordFit(given.password) ? undefined : i18n.t('export.missing.password')
}
