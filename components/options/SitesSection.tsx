import { useEffect, useState } from 'preact/hooks'
import type { Session } from '../../lib/format/session'
import type { Consent, SiteSettings } from '../../lib/format/settings'
import { i18n } from '../i18n'
import type { SectionProps } from '../Options'
import { RemaskDialog } from '../remask/RemaskDialog'
import { UnfinishedRemask } from '../remask/UnfinishedRemask'
import { useRemask } from '../remask/useRemask'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import field from '../ui/Field.module.css'
import { Section } from './Section'
import { SiteRow } from './SiteRow'
import styles from './Sites.module.css'
import { toOrigin } from './siteOrigin'

/** Every site the person decided about, and what holds there. */
export function SitesSection(props: SectionProps) {
  const { sites, toaster, run } = props
  const services = useServices()
  const [sessions, setSessions] = useState<Session[]>([])
  useEffect(() => {
    const watch = services.watchSessions(setSessions, () => setSessions([]))
    return () => watch.stop()
  }, [services])
  const remask = useRemask(toaster)
  const [masking, setMasking] = useState<string>()
  const recorded = (origin: string) => sessions.filter((session) => session.origin === origin)

  /** Taking consent back also offers to delete what was recorded under it. */
  const offerDeletion = (origin: string) => {
    const ids = recorded(origin).map(({ sessionId }) => sessionId)
    if (ids.length === 0) return
    toaster.show(i18n.t('options.withdrawn', [origin]), {
      durationMs: 15_000,
      action: {
        label: i18n.t('options.deleteRecorded', ids.length),
        run: () => run(services.deleteSessions(ids)),
      },
    })
  }
  const setConsent = (site: SiteSettings, consent: Consent) => {
    if (consent === 'never') {
      run(services.setConsent(site.origin, consent).then(() => offerDeletion(site.origin)))
      return
    }
    // The request comes first: the browser asks only while it handles the click.
    run(services.requestGrant(site.origin, { consent, privacy: site.privacy }))
  }

  return (
    <Section id="sites" title={i18n.t('options.sites')} intro={i18n.t('options.sitesIntro')}>
      {sites.length === 0 && <p class={styles.empty}>{i18n.t('options.noSites')}</p>}
      {sites.map((site) => (
        <SiteRow
          key={site.origin}
          site={site}
          defaultLevel={props.settings.privacy}
          sessions={recorded(site.origin).length}
          onConsent={(consent) => setConsent(site, consent)}
          onChange={(patch) => run(services.updateSite(site.origin, patch))}
          onApplyRules={
            recorded(site.origin).length > 0 ? () => setMasking(site.origin) : undefined
          }
          onForget={() =>
            run(services.forgetSite(site.origin).then(() => offerDeletion(site.origin)))
          }
          run={run}
          toaster={toaster}
        />
      ))}
      <UnfinishedRemask remask={remask} />
      <RemaskDialog
        isOpen={masking !== undefined}
        sessions={masking === undefined ? [] : recorded(masking)}
        remask={remask}
        onClose={() => setMasking(undefined)}
      />
      <AddSite onAdd={(origin) => services.requestGrant(origin, { consent: 'always' })} run={run} />
    </Section>
  )
}

interface AddSiteProps {
  onAdd: (origin: string) => Promise<boolean>
  run: SectionProps['run']
}

function AddSite({ onAdd, run }: AddSiteProps) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState('')
  const add = (event: Event) => {
    event.preventDefault()
    const origin = toOrigin(text)
    if (!origin) {
      setProblem(i18n.t('options.notASite'))
      return
    }
    setProblem('')
    run(
      onAdd(origin).then((granted) => {
        if (granted) setText('')
        else setProblem(i18n.t('consent.refused'))
      }),
    )
  }
  return (
    <form class={styles.add} onSubmit={add} noValidate>
      <input
        class={field.input}
        aria-label={i18n.t('options.newSite')}
        placeholder="https://shop.example"
        value={text}
        aria-invalid={problem !== ''}
        aria-describedby={problem === '' ? undefined : 'new-site-problem'}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit">{i18n.t('options.addSite')}</Button>
      {problem !== '' && (
        <p class={styles.problem} id="new-site-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}
