import { Building2, ClipboardPaste, KeyRound } from 'lucide-react'
import { useEffect } from 'react'
import type { ProfileList } from '../../../shared/contract/models.ts'
import { hasOverlay, hasScreen } from '../../app/feature-registry.ts'
import { navigate } from '../../app/navigation.ts'
import { layerIsOpen } from '../../app/open-layers.ts'
import { openOverlay, type OverlayInput } from '../../app/overlays.ts'
import { Keys } from '../../ui/key-caps.tsx'
import { PageState } from '../../ui/page-state.tsx'
import { isTyping } from '../../ui/shortcuts.ts'
import { ListNotices } from './profile-list-notices.tsx'
import './profile-start.css'

const overlay = (id: string, input: OverlayInput = {}) => ({
  isOffered: () => hasOverlay(id),
  open: () => openOverlay(id, input),
})

const options = [
  {
    key: 'C',
    isOffered: () => hasScreen('sessions'),
    open: () => navigate('sessions', 'connect'),
    icon: Building2,
    title: 'Connect an organisation',
    about: 'Every account and role of IAM Identity Center, by one start URL',
  },
  {
    key: 'P',
    ...overlay('import'),
    icon: ClipboardPaste,
    title: 'Paste from the AWS access portal',
    about: 'Reads the block and fills in the profile',
  },
  {
    key: 'A',
    ...overlay('new-profile', { kind: 'keys' }),
    icon: KeyRound,
    title: 'Add an access key',
    about: 'For an IAM user',
  },
] as const

/** No profile anywhere: three ways to start. Nothing is created before the first save. */
export function EmptyScreen({ list }: { readonly list: ProfileList }) {
  const offered = options.filter(({ isOffered }) => isOffered())
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (layerIsOpen()) return
      const option = options.find(({ key, isOffered }) => key.toLowerCase() === event.key && isOffered())
      if (option === undefined) return
      event.preventDefault()
      option.open()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  useEffect(() => {
    performance.mark('stackpass:list-visible')
  }, [])
  const missing = list.files.every((file) => file.state === 'missing')
  return (
    <div className="main-pane">
      <ListNotices list={list} compact />
      <PageState
        picture={
          <svg className="start-picture" viewBox="0 0 88 64" aria-hidden="true">
            <rect className="back" x="13" y="1" width="74" height="50" rx="6" />
            <rect className="back" x="8" y="8" width="78" height="50" rx="6" />
            <rect className="front" x="1" y="15" width="84" height="48" rx="6" />
            <rect className="bar" x="9" y="24" width="3" height="30" rx="1.5" />
            <rect className="text" x="20" y="28" width="26" height="6" rx="3" />
            <rect className="text" x="20" y="41" width="18" height="6" rx="3" />
            <path className="tear" d="M60 24v31" />
          </svg>
        }
        title="No AWS profiles yet"
      >
        <p>
          Stackpass reads the same files as the AWS CLI:{' '}
          {list.files.map((file) => file.label).join(' and ') || '~/.aws'}.{' '}
          {missing
            ? 'They do not exist on this computer. They are created when you save your first profile.'
            : 'There is no profile in them.'}
        </p>
        <div className="start-options">
          {offered.map(({ key, open, icon: Icon, title, about }) => (
            <button type="button" key={key} className="start-option" onClick={open}>
              <Icon aria-hidden="true" />
              <span className="grow">
                <span className="medium">{title}</span>
                <br />
                <span className="text-3">{about}</span>
              </span>
              <Keys keys={[key]} />
            </button>
          ))}
        </div>
        {hasOverlay('stacks-folders') && (
          <p>
            <button type="button" className="link" onClick={() => openOverlay('stacks-folders')}>
              Choose folders with projects
            </button>{' '}
            <span className="text-2">to see which account each Pulumi stack would hit</span>
          </p>
        )}
        <p className="meta text-3">
          Files elsewhere? Set <span className="mono">AWS_CONFIG_FILE</span> and{' '}
          <span className="mono">AWS_SHARED_CREDENTIALS_FILE</span>, then start Stackpass again.
        </p>
      </PageState>
    </div>
  )
}
