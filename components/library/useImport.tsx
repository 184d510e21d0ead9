import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { PASSWORD_NEEDED } from '../../lib/crypto/sealedFile'
import { describeError } from '../../lib/platform/describeError'
import { i18n } from '../i18n'
import { formatRoute } from '../routes'
import { saveFile } from '../saveFile'
import { useServices } from '../services'
import type { Toaster } from '../ui/Toast'
import { PasswordDialog } from './PasswordDialog'

interface Import {
  importFiles: (files: File[]) => void
  /** To be drawn somewhere: asks for the passwords of encrypted files, one after the other. */
  passwordDialog: VNode | undefined
}

/** Takes files in, one after the other, and tells how each went. */
export function useImport(toaster: Toaster): Import {
  const services = useServices()
  const [locked, setLocked] = useState<File[]>([])
  const keep = async (file: File, password?: string) => {
    toaster.show(i18n.t('library.importing', [file.name]), { durationMs: 60_000 })
    const { sessionId } = await services.importFile(file, password)
    const watch = () => {
      location.hash = formatRoute({ view: 'session', sessionId })
    }
    toaster.show(i18n.t('library.imported', [file.name]), {
      action: { label: i18n.t('library.watch'), run: watch },
    })
  }
  const take = async (files: File[]) => {
    const failures: string[] = []
    for (const file of files) {
      try {
        await keep(file)
      } catch (error) {
        if (error instanceof Error && error.name === PASSWORD_NEEDED) {
          toaster.hide()
          setLocked((others) => [...others, file])
          continue
        }
        const why = describeError(error)
        failures.push(why.includes(file.name) ? why : `${file.name}: ${why}`)
      }
    }
    // Last, or a file that went well after them would hide them.
    if (failures.length > 0)
      toaster.show(i18n.t('library.importFailed', [failures.join(' ')]), { durationMs: 20_000 })
  }
  const [first] = locked
  const done = () => setLocked((files) => files.slice(1))
  return {
    importFiles: (files) => void take(files),
    passwordDialog: first && (
      <PasswordDialog
        key={`${first.name} ${locked.length}`}
        fileName={first.name}
        onImport={async (password) => {
          try {
            await keep(first, password)
          } catch (error) {
            toaster.hide()
            throw error
          }
          done()
        }}
        onSave={async (password) => {
          const { fileName, blob } = await services.unsealFile(first, password)
          saveFile(fileName, blob)
          done()
        }}
        onClose={done}
      />
    ),
  }
}
