import { useState } from 'preact/hooks'
import type { Exporter, ExportOptions, ReportText, Span } from '../../lib/exporters/exporter'
import { EXPORTERS, findExporter } from '../../lib/exporters/exporters'
import { exportFile } from '../../lib/exporters/runExport'
import type { ReportDraft } from '../../lib/format/reportDraft'
import { describeError } from '../../lib/platform/describeError'
import { FormatPicker } from '../export/FormatPicker'
import { isPasswordFit, PasswordField } from '../export/PasswordField'
import type { LeakScan } from '../export/useLeakScan'
import { i18n } from '../i18n'
import { formatRoute } from '../routes'
import { saveFile } from '../saveFile'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Switch } from '../ui/Field'
import { Notice } from '../ui/Notice'
import styles from './Report.module.css'
import { type DrawnShot, toPictures } from './usePictures'
import type { OpenSource } from './useReportSource'

interface ReportSaveProps {
  sessionId: string
  draft: ReportDraft
  span: Span | undefined
  texts: ReportText
  openSource: OpenSource
  drawn: ReadonlyMap<string, DrawnShot>
  scan: LeakScan
  isConfirmed: boolean
  onFormat: (id: string) => void
  onSay: (text: string) => void
}

type Work =
  | { status: 'idle' }
  | { status: 'running'; share: number; abort: AbortController }
  | { status: 'failed'; error: string }

/** In which form the report leaves, and the leaving of it. */
export function ReportSave(props: ReportSaveProps) {
  const { sessionId, draft, span, texts, openSource, drawn, scan, onSay } = props
  const services = useServices()
  const [password, setPassword] = useState<string>()
  const [isInlined, setInlined] = useState(false)
  const [work, setWork] = useState<Work>({ status: 'idle' })
  const exporter = findExporter(draft.format ?? '') ?? EXPORTERS[0]
  const hasLeaks = scan.status === 'done' && scan.report.leaks.length > 0
  const isChecked = scan.status === 'done' && (!hasLeaks || props.isConfirmed)
  const isDrawn = draft.shots.every(({ id }) => drawn.has(id))
  const isReady = isChecked && isDrawn && span !== undefined && work.status !== 'running'
  if (!exporter) return null

  const make = async (options: ExportOptions) => {
    const abort = new AbortController()
    const onProgress = (share: number) => setWork({ status: 'running', share, abort })
    onProgress(0)
    const fromMs = span?.fromMs ?? 0
    return await exportFile(exporter, openSource(), {
      span,
      report: written(texts),
      signal: abort.signal,
      loadPlayer: services.loadPlayer,
      onProgress: (share) => !abort.signal.aborted && onProgress(share),
      // Times in the file count from the start of the span.
      linkTo: (timeMs) =>
        services.pages.sessions +
        formatRoute({ view: 'session', sessionId, timeMs: timeMs + fromMs }),
      ...options,
    }).catch((error: unknown) => {
      if (!abort.signal.aborted) throw error
      return undefined
    })
  }
  const run = async (act: () => Promise<void>) => {
    try {
      await act()
      setWork({ status: 'idle' })
    } catch (error) {
      setWork({ status: 'failed', error: describeError(error) })
    }
  }
  const save = () =>
    run(async () => {
      const pictures = await toPictures(draft.shots, drawn)
      const file = await make({ pictures, password, inline: isInlined })
      if (!file) return
      saveFile(file.fileName, file.blob)
      onSay(i18n.t('composer.saved', [file.fileName]))
    })
  const copy = () =>
    run(async () => {
      const file = await make({})
      if (!file) return
      await navigator.clipboard.writeText(await file.blob.text())
      onSay(i18n.t('common.copied'))
    })

  return (
    <>
      <div class={styles.formats}>
        <FormatPicker exporter={exporter} onChange={({ id }) => props.onFormat(id)} />
      </div>
      {draft.shots.length > 0 && <p class={styles.hint}>{picturesGo(exporter)}</p>}
      {exporter.canInline && (
        <Switch label={i18n.t('export.inline')} checked={isInlined} onChange={setInlined} />
      )}
      <PasswordField password={password} onChange={setPassword} />
      {work.status === 'failed' && (
        <Notice tone="danger" title={i18n.t('export.failed')} urgent>
          <p>{work.error}</p>
        </Notice>
      )}
      <div class={styles.save}>
        {work.status === 'running' && (
          <>
            <progress aria-label={i18n.t('export.saving')} value={work.share} />
            <Button onClick={() => work.abort.abort()}>{i18n.t('common.cancel')}</Button>
          </>
        )}
        {exporter.takesPictures === 'beside' && (
          <Button icon="copy" disabled={!isReady} onClick={() => void copy()}>
            {i18n.t('composer.copyText')}
          </Button>
        )}
        <Button
          kind="primary"
          icon="download"
          disabled={!isReady || !isPasswordFit(password)}
          onClick={() => void save()}
        >
          {i18n.t('export.save')}
        </Button>
      </div>
    </>
  )
}

function picturesGo({ takesPictures }: Exporter): string {
  if (takesPictures === 'inside') return i18n.t('composer.picturesInside')
  if (takesPictures === 'beside') return i18n.t('composer.picturesBeside')
  return i18n.t('composer.picturesOut')
}

/** An emptied field says nothing, also where something was proposed for it. */
function written(texts: ReportText): ReportText {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text?.trim()))
}
