import type { Session } from '../../lib/format/session'
import { describeError } from '../../lib/platform/describeError'
import { i18n } from '../i18n'
import { type SessionPatch, useServices } from '../services'
import type { Toaster } from '../ui/Toast'

/** What can be done with one or several sessions of the list. */
export function useActions(toaster: Toaster) {
  const services = useServices()
  const report = (error: unknown) => toaster.show(describeError(error))

  const update = (targets: readonly Session[], patch: (session: Session) => SessionPatch) =>
    Promise.all(targets.map((each) => services.updateSession(each.sessionId, patch(each)))).then(
      () => true,
      (error: unknown) => {
        report(error)
        return false
      },
    )

  return {
    update,
    async tag(targets: readonly Session[], tag: string) {
      const done = await update(targets, ({ tags = [] }) => ({
        tags: [...new Set([...tags, tag])],
      }))
      if (done) toaster.show(i18n.t('library.tagged', targets.length), { durationMs: 3000 })
    },
    async remove(targets: readonly Session[]) {
      const ids = targets.map(({ sessionId }) => sessionId)
      const [only] = targets
      const text =
        targets.length === 1 && only
          ? i18n.t('library.deleted', [only.title])
          : i18n.t('library.deletedSome', targets.length)
      const undo = () => void services.restoreSessions(ids).catch(report)
      try {
        await services.deleteSessions(ids)
        toaster.show(text, { action: { label: i18n.t('common.undo'), run: undo } })
      } catch (error) {
        report(error)
      }
    },
  }
}
