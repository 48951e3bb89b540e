import { createStore } from '../ui/store.ts'
import { navigate } from './navigation.ts'

/** The profile whose form should open; the Profiles screen opens it and clears this. */
export const wantsEdit = createStore<string | undefined>(undefined)

/** Goes to a profile with its form open, from wherever the user is. */
export function editProfile(name: string): void {
  wantsEdit.set(name)
  navigate('profiles', name)
}
