// The script of the page that browser.js opens. It runs the program, and lists what the policy of the page has blocked.
import { program } from './browser-program.js'

const blocked = []
document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.blockedURI))
try {
  new Function('') // The policy must block this.
} catch {
  // The listener above has recorded it.
}
window.result = program().then((result) => ({ ...result, blocked }))
