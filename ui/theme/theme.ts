import {
  ActionIcon,
  Button,
  createTheme,
  type MantineColorsTuple,
  Menu,
  Modal,
  Tooltip,
} from '@mantine/core';

const teal: MantineColorsTuple = [
  '#eaf6f5',
  '#d3eae8',
  '#a6d5d1',
  '#76beb8',
  '#4fa9a2',
  '#2f958d',
  '#177f78',
  '#0b6a64',
  '#095853',
  '#064540',
];

const amber: MantineColorsTuple = [
  '#fff6e5',
  '#fdeac7',
  '#f9d48d',
  '#f3bc52',
  '#e9a52a',
  '#d38e14',
  '#b0740b',
  '#8f5c06',
  '#744a06',
  '#583805',
];

const red: MantineColorsTuple = [
  '#fdeeed',
  '#f9dad8',
  '#f1b2ae',
  '#e98681',
  '#e0605a',
  '#d3453e',
  '#bd332d',
  '#9f2823',
  '#82201c',
  '#651814',
];

const gray: MantineColorsTuple = [
  '#f7f9f9',
  '#f0f3f3',
  '#e5eaea',
  '#d6dddd',
  '#bac5c5',
  '#94a3a2',
  '#6c7d7c',
  '#526261',
  '#35413f',
  '#17211f',
];

/** The greys of the dark scheme: a little green in them, so that the accent does not look pasted on. */
const dark: MantineColorsTuple = [
  '#e2e9e8',
  '#b9c5c3',
  '#97a6a4',
  '#71817f',
  '#43504e',
  '#303b39',
  '#232c2b',
  '#171e1d',
  '#111716',
  '#0b100f',
];

const system =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", Ubuntu, Cantarell, "Liberation Sans", system-ui, sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji"';

/** One theme for every screen; single screens only choose among what stands here. */
export const theme = createTheme({
  fontFamily: system,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  colors: { teal, amber, red, gray, dark },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  black: '#17211f',
  fontSizes: { xs: '12px', sm: '14px', md: '15px', lg: '16px', xl: '20px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '1.3' },
      h2: { fontSize: '17px', lineHeight: '1.35' },
      h3: { fontSize: '15px', lineHeight: '1.4' },
    },
  },
  components: {
    Button: Button.extend({ styles: { label: { fontWeight: 500 } } }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        withinPortal: true,
        transitionProps: { duration: 90 },
        // The focus goes to the first item. The placeholder would be a child that a menu may not have (WAI-ARIA 1.2, menu).
        withInitialFocusPlaceholder: false,
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, transitionProps: { duration: 90 }, withArrow: false, fz: 12 },
    }),
    Modal: Modal.extend({
      defaultProps: {
        transitionProps: { duration: 120 },
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
  },
});
