import { useRef, useState } from 'react'
import type { OverlayProps } from '../../app/feature.ts'
import { useSettings } from '../../app/core-queries.ts'
import { changeSettings } from '../../app/settings-actions.ts'
import { SwitchLine } from '../../ui/choice-lines.tsx'
import { Modal } from '../../ui/dialog.tsx'
import { termsOf } from '../../ui/filter-terms.ts'
import { Keys } from '../../ui/key-caps.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { keySections } from './key-table.ts'
import './palette.css'

/** All keys, and a search among them. */
export function KeysSheet({ close }: OverlayProps) {
  const [text, setText] = useState('')
  const lettersAct = useSettings()?.singleLetterKeys ?? false
  const input = useRef<HTMLInputElement>(null)
  const terms = termsOf(text)
  const sections = keySections(lettersAct)
    .map(({ title, lines }) => ({
      title,
      lines: lines.filter(({ does, keys }) => {
        const words = `${does} ${keys.join(' ').replace('Mod', 'ctrl cmd')}`.toLowerCase()
        return terms.every((term) => words.includes(term))
      }),
    }))
    .filter(({ lines }) => lines.length > 0)
  return (
    <Modal
      open
      onClose={close}
      title="Keyboard"
      size="wide"
      flush
      initialFocus={input}
      foot={
        <div className="keys-foot">
          <SwitchLine
            checked={lettersAct}
            onChange={(singleLetterKeys) => void changeSettings({ singleLetterKeys })}
            about="In a browser, keys that it keeps for itself are not listed."
          >
            Single letters run actions instead of filtering
          </SwitchLine>
        </div>
      }
    >
      <div className="keys-find">
        <SearchField label="Find a key or an action" value={text} onChange={setText} inputRef={input} />
      </div>
      <div className="keys-sections scroll" tabIndex={0} role="group" aria-label="Keys">
        {sections.map(({ title, lines }) => (
          <section key={title} aria-label={title}>
            <h3 className="meta medium text-3">{title}</h3>
            <dl>
              {lines.map(({ does, keys }) => (
                <div key={does} className="keys-line">
                  <dt>{does}</dt>
                  <dd>
                    <span className="visually-hidden">{keys.join(' ').replace('Mod', 'Ctrl')}</span>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {sections.length === 0 && <p className="text-2">No key and no action has these words.</p>}
      </div>
    </Modal>
  )
}
