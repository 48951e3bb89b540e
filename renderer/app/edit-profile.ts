import { createStore } from '../ui/store.ts'
import { navigate } from './navigation.ts'

/** The profile whose form is wanted; the screen of profiles opens it and takes the wish back. */
export const wantsEdit = createStore<string | undefined>(undefined)

/** Goes to a profile with its form open, from wherever the user is. */
export function editProfile(name: string): void {
  wantsEdit.set(name)
  navigate('profiles', name)
}
