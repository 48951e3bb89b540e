import { shortenMiddle } from '../../shared/domain/text/shorten-middle.ts'
import { showHidden } from '../../shared/domain/text/visible-text.ts'

export type TrayAction =
  | { readonly type: 'use'; readonly profile: string }
  | { readonly type: 'clear' }
  | { readonly type: 'verify' }
  | { readonly type: 'console'; readonly profile: string }
  | { readonly type: 'signIn'; readonly session: string }
  /** A check of this profile asks for an MFA code. */
  | { readonly type: 'code'; readonly profile: string }
  /** Ends all running leases. */
  | { readonly type: 'endLeases' }
  | {
      readonly type: 'show'
      readonly view?: 'profiles' | 'palette' | 'import' | 'settings' | 'sessions' | 'agents'
    }
  | { readonly type: 'quit' }

export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'heading'; readonly label: string }
  | {
      readonly kind: 'item'
      readonly label: string
      readonly action: TrayAction
      /** Only profiles have it: true for the active one. */
      readonly checked?: boolean
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] }

/** Some trays cut a long line at its end, where the mark is and names differ. */
const longestName = 40

/** A name in a menu: doubles `&` where it would underline a letter, and makes hidden characters visible. */
export const menuText = (text: string): string => showHidden(text).replaceAll('&', '&&')

/** The same, cut in the middle. */
export const shortMenuText = (text: string): string => menuText(shortenMiddle(text, longestName))
