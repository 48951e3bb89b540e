import { useRef, useState } from 'react'
import type { Operation, SignIn } from '../../../shared/contract/models.ts'
import type { OverlayProps } from '../../app/feature.ts'
import { hasScreen } from '../../app/feature-registry.ts'
import { navigate } from '../../app/navigation.ts'
import { useProfileList } from '../../app/core-queries.ts'
import { reviewOperations } from '../../app/open-review.ts'
import { RadioLines } from '../../ui/choice-lines.tsx'
import { Button } from '../../ui/button.tsx'
import { DialogButtons, Modal } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { checkValue } from './check-profile-draft.ts'
import { checkNewName } from './check-profile-name.ts'
import { DraftField } from './profile-field.tsx'
import { fieldsOf, ssoAddressFields } from './profile-fields.ts'
import { kindLabels, type ProfileKind } from './profile-kinds.ts'
import { NewLoginState } from './new-login.tsx'
import { cursor } from './profile-list-state.ts'
import { useNewLogin } from './use-new-login.ts'

const choices: readonly { readonly value: ProfileKind; readonly about: string; readonly label?: string }[] = [
  { value: 'login', label: 'AWS sign-in', about: 'As in the console, by aws login' },
  { value: 'sso', about: 'IAM Identity Center' },
  { value: 'keys', about: 'An IAM user' },
  { value: 'session', about: 'Temporary keys with a token' },
  { value: 'role', about: 'From another profile' },
  { value: 'process', about: 'A program prints the keys' },
  { value: 'web-identity', about: 'A token in a file' },
]

/** A new profile of any kind, shown as a diff before it is written. */
export function NewProfile({ input, close }: OverlayProps) {
  const list = useProfileList()
  const names = (list?.profiles ?? []).map((profile) => profile.name)
  const asked = choices.find(({ value }) => value === input['kind'])?.value
  const [kind, setKind] = useState<ProfileKind>(asked ?? 'keys')
  const [name, setName] = useState('')
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map())
  const [tried, setTried] = useState(false)
  const nameInput = useRef<HTMLInputElement>(null)

  const session = values.get('sso_session')?.trim() ?? ''
  const newSession = kind === 'sso' && session !== '' && !(list?.ssoSessions ?? []).includes(session)
  const addressed = kind === 'sso' && (session === '' || newSession)
  // The user does not type who signs in: the sign-in provides it.
  const fields = [...fieldsOf(kind), ...(addressed ? ssoAddressFields : [])].filter(
    ({ key }) => key !== 'login_session',
  )
  const typed = fields.flatMap(({ key }) => {
    const value = values.get(key)?.trim() ?? ''
    return value === '' ? [] : [{ key, value }]
  })
  const errors = new Map<string, string>()
  for (const field of fields) {
    const value = values.get(field.key)?.trim() ?? ''
    const error =
      value === '' ? (field.required === true ? 'Fill this in.' : undefined) : checkValue(field.key, value)
    if (error !== undefined) errors.set(field.key, error)
  }
  const nameError = checkNewName(name, names)

  const review = (entries: typeof typed, before: readonly Operation[] = []) =>
    reviewOperations([...before, { type: 'addProfile', name: name.trim(), entries }], {
      done: `Added ${name.trim()}`,
      onSaved: () => {
        close()
        cursor.set(name.trim())
        navigate('profiles')
      },
    })
  const login = useNewLogin(({ arn, region }) => {
    const others = typed.filter(({ key }) => key !== 'region')
    review([{ key: 'login_session', value: arn }, { key: 'region', value: region }, ...others])
  })
  const startLogin = (method?: SignIn['method']) =>
    void login.start({
      name: name.trim(),
      region: values.get('region')?.trim() ?? '',
      ...(method !== undefined && { method }),
    })

  const save = () => {
    if (login.busy || login.waiting !== undefined) return
    setTried(true)
    if (nameError !== undefined || errors.size > 0) return
    if (kind === 'login') return startLogin()
    const inSession = new Set(newSession ? ssoAddressFields.map(({ key }) => key) : [])
    const operations: Operation[] = []
    if (newSession) {
      operations.push({
        type: 'addProfile',
        section: 'sso-session',
        name: session,
        entries: [
          ...typed.filter(({ key }) => inSession.has(key)),
          { key: 'sso_registration_scopes', value: 'sso:account:access' },
        ],
      })
    }
    return review(
      typed.filter(({ key }) => !inSession.has(key)),
      operations,
    )
  }
  const connect = () => {
    close()
    navigate('sessions', 'connect')
  }
  return (
    <Modal
      open
      size="middle"
      title="New profile"
      onClose={close}
      onSend={save}
      initialFocus={nameInput}
      foot={
        <DialogButtons
          label={kind === 'login' ? 'Sign in' : 'Review'}
          keys={['Enter']}
          busy={login.busy}
          off={login.waiting !== undefined}
          onConfirm={save}
          onClose={close}
        />
      }
    >
      <div className="kind-choice">
        <RadioLines
          label="Kind"
          value={kind}
          onChange={(next) => {
            login.cancel()
            setKind(next)
          }}
          options={choices.map(({ value, about, label = kindLabels[value] }) => ({ value, label, about }))}
        />
      </div>
      {kind === 'sso' && hasScreen('sessions') && (
        <div className="kind-hint">
          <p className="paragraph grow">
            No account or role has to be typed: sign in by the start URL, and choose from what is there.
          </p>
          <Button size="small" onClick={connect}>
            Connect an organisation
          </Button>
        </div>
      )}
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        inputRef={nameInput}
        error={tried || (name !== '' && names.includes(name)) ? nameError : undefined}
      />
      {fields.map((field) => (
        <DraftField
          key={`${kind}-${field.key}`}
          field={field}
          value={values.get(field.key) ?? ''}
          onChange={(text) => setValues((old) => new Map(old).set(field.key, text))}
          profiles={names.map((value) => ({ value }))}
          sessions={(list?.ssoSessions ?? []).map((value) => ({ value }))}
          error={tried ? errors.get(field.key) : undefined}
          {...(field.key === 'sso_session'
            ? {
                note: newSession
                  ? `${session} is new: its start URL and region are saved with it.`
                  : 'Profiles of one session share one sign-in. Without one, the address stands in the profile.',
              }
            : {})}
        />
      ))}
      {kind === 'login' && <NewLoginState of={login} startOver={startLogin} />}
    </Modal>
  )
}
