/** Names of the bindings that a page of the stand-in has. Tests use them to send what a captured renderer could send. */
export const invokeBinding = '__standInInvoke'
export const openBinding = '__standInOpen'
export const emitHook = '__standInEmit'

/**
 * What runs in each frame before its own scripts: `window.open` asks the main process, and in the main frame the
 * preload script gets `contextBridge` and `ipcRenderer`, as Electron's sandbox gives it nothing else to require.
 */
export function pageScript(preload: string): string {
  return `(() => {
  window.open = (url) => { void window.${openBinding}(String(new URL(url ?? 'about:blank', location.href))); return null }
  if (window !== window.top) return
  const invoke = window.${invokeBinding}
  const listeners = new Map()
  const deepFreeze = (value) => {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
      for (const key of Object.keys(value)) deepFreeze(value[key])
      Object.freeze(value)
    }
    return value
  }
  const ipcRenderer = {
    invoke: async (channel, ...args) => {
      const answer = await invoke({ channel, args: structuredClone(args) })
      if (answer.failed !== undefined) throw new Error(answer.failed)
      return answer.value
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    off(channel, listener) {
      listeners.set(channel, (listeners.get(channel) ?? []).filter((each) => each !== listener))
      return ipcRenderer
    },
  }
  Object.defineProperty(window, '${emitHook}', {
    value: (channel, args) => {
      for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer }, ...args)
    },
  })
  const contextBridge = {
    exposeInMainWorld(name, api) {
      Object.defineProperty(window, name, { value: deepFreeze(api), enumerable: true })
    },
  }
  const require = (name) => {
    if (name !== 'electron') throw new Error('module not found: ' + name)
    return { contextBridge, ipcRenderer }
  }
  const module = { exports: {} }
  ;(function (require, module, exports) { ${preload}
  })(require, module, module.exports)
})()`
}
