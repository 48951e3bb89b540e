import { Account } from '../../app/account.tsx'
import { ChipsInput } from '../../ui/chips-input.tsx'
import type { ControlProps } from './option-control-props.ts'

const asTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

function endedAccount(text: string): string | undefined {
  // Account IDs are often copied with spaces or hyphens.
  const id = text.replace(/[-\s]/g, '')
  return /^\d{12}$/.test(id) ? id : text.endsWith(',') ? text : undefined
}

const endedText = (text: string): string | undefined => (/[,\s]$/.test(text) ? text : undefined)

/** A list of texts as chips, such as account ids. */
export function ChipsControl({ label, rule, value, set, invalid, describedBy }: ControlProps) {
  const ofAccounts = rule === 'account-id'
  return (
    <ChipsInput
      label={label}
      texts={asTexts(value)}
      set={set}
      show={(text) => (ofAccounts ? <Account id={text} /> : <span className="mono">{text}</span>)}
      ended={ofAccounts ? endedAccount : endedText}
      invalid={invalid}
      describedBy={describedBy}
      placeholder={ofAccounts ? '12 digits' : 'Add'}
      digits={ofAccounts}
    />
  )
}
