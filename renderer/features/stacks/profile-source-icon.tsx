import {
  CircleHelp,
  CircleSlash,
  Cloud,
  FileText,
  Folder,
  KeyRound,
  SquareTerminal,
  UserRound,
} from 'lucide-react'
import type { ComponentType } from 'react'
import type { ProfileFrom } from './stack-list-state.ts'

const icons: Record<ProfileFrom, ComponentType<{ 'aria-hidden': 'true' }>> = {
  stack: FileText,
  project: Folder,
  esc: Cloud,
  environment: SquareTerminal,
  default: UserRound,
  keys: KeyRound,
  none: CircleSlash,
  unknown: CircleHelp,
}

/** The names of the profile's sources in the filter. */
export const sourceWords: Record<ProfileFrom, string> = {
  stack: 'Stack file',
  project: 'Project',
  esc: 'ESC',
  environment: 'AWS_PROFILE',
  default: 'Default',
  keys: 'Keys',
  none: 'None',
  unknown: 'Unknown',
}

/** The icon of the place a profile comes from; its name stands next to it. */
export function SourceIcon({ from }: { readonly from: ProfileFrom }) {
  const Icon = icons[from]
  return <Icon aria-hidden="true" />
}
