/* The choice of light or dark is that of the other pages. */
const choice = localStorage.getItem('vitepress-theme-appearance') ?? 'auto'
const isDark = choice === 'dark' || (choice === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.classList.toggle('dark', isDark)
