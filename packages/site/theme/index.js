/** The look of the site, and copying formulas as LaTeX. */
import DefaultTheme from 'vitepress/theme-without-fonts'
import './colors.css'
import './site.css'

/** Each copied formula becomes its LaTeX source, which MathML keeps as an annotation. */
function copyLatex(event) {
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed) return
  const part = selection.getRangeAt(0).cloneContents()
  const formulas = part.querySelectorAll('math')
  if (formulas.length === 0) return
  for (const math of formulas) {
    const latex = math.querySelector('annotation')?.textContent ?? math.textContent
    math.replaceWith(math.getAttribute('display') === 'block' ? `$$${latex}$$` : `$${latex}$`)
  }
  event.clipboardData.setData('text/plain', part.textContent)
  event.preventDefault()
}

export default {
  extends: DefaultTheme,
  enhanceApp() {
    if (typeof document !== 'undefined') document.addEventListener('copy', copyLatex)
  },
}
