import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { i18n } from '../i18n'
import { IconButton } from './Button'
import styles from './Dialog.module.css'

interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  /** CSS px; never wider than the window. */
  width?: number
  /** Nothing in it takes the focus, so that it is scrolled by keyboard itself. */
  isText?: boolean
  children: ComponentChildren
  foot?: ComponentChildren
}

/** A modal dialog. The browser keeps the focus in it, Escape closes it, the focus goes back where it was. */
export function Dialog({ title, isOpen, onClose, width, isText, children, foot }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog; the click is for the backdrop
    <dialog
      ref={dialog}
      class={styles.sheet}
      style={width === undefined ? undefined : { '--dialog-width': `${width}px` }}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      {isOpen && (
        <>
          <div class={styles.head}>
            <h2 id={titleId}>{title}</h2>
            <IconButton icon="close" label={i18n.t('common.close')} onClick={onClose} />
          </div>
          <div
            class={styles.body}
            {...(isText && { tabIndex: 0, role: 'group', 'aria-labelledby': titleId })}
          >
            {children}
          </div>
          {foot && <div class={styles.foot}>{foot}</div>}
        </>
      )}
    </dialog>
  )
}
