import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { i18n } from '../i18n'
import { Button } from '../ui/Button'
import { Icon } from '../ui/Icon'
import styles from './Library.module.css'
import { useFilesPasted } from './useFilesPasted'

interface FilesProps {
  onFiles: (files: File[]) => void
}

/** Chooses files to import. */
export function ImportButton({ onFiles }: FilesProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button kind="quiet" icon="upload" onClick={() => input.current?.click()}>
        {i18n.t('library.import')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

interface DropZoneProps extends FilesProps {
  class: string | undefined
  children: ComponentChildren
}

/** The whole page takes files that are dropped or pasted. */
export function DropZone(props: DropZoneProps) {
  const [isOver, setOver] = useState(false)
  useFilesPasted(props.onFiles)
  const filesOf = (transfer: DataTransfer | null) => [...(transfer?.files ?? [])]
  const take = (event: Event, files: File[]) => {
    if (files.length === 0) return
    event.preventDefault()
    props.onFiles(files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the Import button does the same
    <div
      class={props.class}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (event.relatedTarget === null) setOver(false)
      }}
      onDrop={(event) => {
        setOver(false)
        take(event, filesOf(event.dataTransfer))
      }}
    >
      {props.children}
      {isOver && (
        <div class={styles.drop} aria-hidden="true">
          <Icon name="upload" size={28} />
          {i18n.t('library.dropHere')}
        </div>
      )}
    </div>
  )
}
