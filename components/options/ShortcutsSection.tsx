import { useEffect, useState } from 'preact/hooks'
import { i18n } from '../i18n'
import type { SectionProps } from '../Options'
import { type Shortcut, useServices } from '../services'
import { Row, Section } from './Section'

/** The keys as the browser has them now; only the browser can change them. */
export function ShortcutsSection({ run }: SectionProps) {
  const services = useServices()
  const [shortcuts, setShortcuts] = useState<Shortcut[]>([])
  useEffect(() => {
    run(services.listShortcuts().then(setShortcuts))
  }, [services])
  return (
    <Section
      id="shortcuts"
      title={i18n.t('options.shortcuts')}
      intro={i18n.t('options.shortcutsIntro')}
    >
      {shortcuts
        .filter(({ description }) => description !== '')
        .map(({ description, keys }) => (
          <Row key={description} name={description}>
            <span>{keys || i18n.t('options.noShortcut')}</span>
          </Row>
        ))}
    </Section>
  )
}
