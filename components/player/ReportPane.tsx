import { useEffect, useState } from 'preact/hooks'
import { formatClock } from '../format/clock'
import { i18n, translateCode } from '../i18n'
import type { EmbeddedReport } from '../services'
import { Button } from '../ui/Button'
import styles from './ReportPane.module.css'
import type { OpenPlayer } from './usePlayer'

const TEXTS = ['description', 'expected', 'actual', 'environment'] as const

/** What somebody wrote about the recording, in a file that carries both. */
export function ReportPane({ open, report }: { open: OpenPlayer; report: EmbeddedReport }) {
  const { texts, pictures } = report.card
  const { severity } = texts
  return (
    <div class={styles.report}>
      <h2>{texts.title}</h2>
      {severity && (
        <p>
          {i18n.t('report.severity')}:{' '}
          <strong>{translateCode('report', severity, severity)}</strong>
        </p>
      )}
      {TEXTS.map((name) =>
        texts[name] ? (
          <section key={name}>
            <h3>{i18n.t(`report.${name}`)}</h3>
            <p>{texts[name]}</p>
          </section>
        ) : null,
      )}
      {pictures.map(({ fileName, caption, atMs }) => (
        <figure key={fileName}>
          <Picture report={report} fileName={fileName} caption={caption} />
          <figcaption>
            <Button kind="quiet" onClick={() => void open.player.seek(atMs).catch(() => {})}>
              {formatClock(atMs, { tenths: true })}
            </Button>
            {caption}
          </figcaption>
        </figure>
      ))}
    </div>
  )
}

function Picture({
  report,
  fileName,
  caption,
}: {
  report: EmbeddedReport
  fileName: string
  caption: string
}) {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    let isOver = false
    let made: string | undefined
    report.picture(fileName).then(
      (blob) => {
        if (isOver || !blob) return
        made = URL.createObjectURL(blob)
        setAddress(made)
      },
      () => undefined,
    )
    return () => {
      isOver = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [report, fileName])
  return <img src={address} alt={caption || i18n.t('composer.pictureAlone')} />
}
