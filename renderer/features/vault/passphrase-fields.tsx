import { SecretField } from '../../ui/secret-field.tsx'

/** The shortest passphrase that core accepts. */
const shortest = 10

export interface Passphrase {
  readonly first: string
  readonly again: string
}

export const noPassphrase: Passphrase = { first: '', again: '' }

/** Why a passphrase is not acceptable yet; undefined if it is. */
export function passphraseProblem({ first, again }: Passphrase, isNew: boolean): string | undefined {
  if (first === '') return 'Give the passphrase.'
  if (!isNew) return undefined
  if (first.length < shortest) return `It needs at least ${shortest} characters.`
  return first === again ? undefined : 'The two are not the same.'
}

/** The passphrase of the encrypted file; twice when choosing a new one. */
export function PassphraseFields({
  value,
  isNew,
  error,
  onChange,
}: {
  readonly value: Passphrase
  readonly isNew: boolean
  readonly error?: string | undefined
  readonly onChange: (value: Passphrase) => void
}) {
  return (
    <div className="vault-fields">
      <SecretField
        label={isNew ? 'New passphrase' : 'Passphrase'}
        value={value.first}
        onChange={(first) => onChange({ ...value, first })}
        error={error}
        {...(isNew && { note: 'Without it the keys are lost. Stackpass keeps it nowhere.' })}
      />
      {isNew && (
        <SecretField
          label="The same once more"
          value={value.again}
          onChange={(again) => onChange({ ...value, again })}
        />
      )}
    </div>
  )
}
