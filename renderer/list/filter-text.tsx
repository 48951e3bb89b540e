import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { Keys } from '../ui/key-caps.tsx'
import { useStore, type Store } from '../ui/store.ts'
import './list.css'

/** The words that rows must contain. Arrow Down and Enter go to the rows, Escape clears it and then goes there too. */
export function FilterText({
  filterText,
  label,
  placeholder = 'Filter',
  className,
  inputRef,
  leave,
  onFocus,
  onTyped,
}: {
  readonly filterText: Store<string>
  readonly label: string
  readonly placeholder?: string
  readonly className?: string
  readonly inputRef: Ref<HTMLInputElement>
  readonly leave: () => void
  /** Called before the first letter. */
  readonly onFocus?: () => void
  readonly onTyped?: () => void
}) {
  const text = useStore(filterText)
  return (
    <label className={className === undefined ? 'list-filter' : `list-filter ${className}`}>
      <Search aria-hidden="true" />
      <input
        ref={inputRef}
        value={text}
        placeholder={placeholder}
        aria-label={label}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          filterText.set(event.target.value)
          onTyped?.()
        }}
        onFocus={onFocus}
        onKeyDown={(event) => {
          if (!['ArrowDown', 'Enter', 'Escape'].includes(event.key)) return
          event.preventDefault()
          if (event.key === 'Escape' && text !== '') filterText.set('')
          else leave()
        }}
      />
      {text === '' ? (
        <Keys keys={['/']} />
      ) : (
        <IconButton label="Clear filter" small onClick={() => filterText.set('')}>
          <X aria-hidden="true" />
        </IconButton>
      )}
    </label>
  )
}
