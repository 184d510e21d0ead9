import { describeError } from '../../lib/platform/describeError'
import { i18n } from '../i18n'
import { formatRoute } from '../routes'
import { useServices } from '../services'
import type { Toaster } from '../ui/Toast'

/** Takes files in, one after the other, and tells how each went. */
export function useImport(toaster: Toaster): (files: File[]) => void {
  const services = useServices()
  const take = async (files: File[]) => {
    for (const file of files) {
      toaster.show(i18n.t('library.importing', [file.name]), { durationMs: 60_000 })
      try {
        const { sessionId } = await services.importFile(file)
        const watch = () => {
          location.hash = formatRoute({ view: 'session', sessionId })
        }
        toaster.show(i18n.t('library.imported', [file.name]), {
          action: { label: i18n.t('library.watch'), run: watch },
        })
      } catch (error) {
        toaster.show(i18n.t('library.importFailed', [describeError(error)]), { durationMs: 20_000 })
      }
    }
  }
  return (files) => void take(files)
}
