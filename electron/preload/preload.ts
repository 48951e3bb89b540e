import { contextBridge, ipcRenderer } from 'electron'
import type { HostLink } from '../../shared/contract/host-link.ts'
import type { CoreEvent } from '../../shared/contract/events.ts'
import { callChannel, eventChannel } from '../ipc/channels.ts'

// Only two functions, never the IPC event itself: it would give the page a way back to the sender.
const link: HostLink = {
  call: (method, input) => ipcRenderer.invoke(callChannel, method, input),
  onEvent: (listener) => {
    const forward = (_event: unknown, event: CoreEvent) => listener(event)
    ipcRenderer.on(eventChannel, forward)
    return () => {
      ipcRenderer.off(eventChannel, forward)
    }
  },
}

contextBridge.exposeInMainWorld('stackpass', link)
