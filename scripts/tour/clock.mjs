/** Sets the chart's clock by the bar at the foot of the EHR, so that chart and app both move, and waits until the app has read the chart as it is then. */
export const clockBy = (parts) => async (here, at) => {
  const { page } = here;
  await page
    .locator('form[data-clock] button[name="at"]')
    .first()
    .evaluate((button, time) => {
      button.disabled = false;
      button.value = String(time);
      button.click();
    }, at);
  await page.waitForTimeout(1000);
  await parts.advance(here, at);
  await toTop(here);
};

/** Back to the beginning of what the app shows. */
export const toTop = ({ app }) => app.locator('html').evaluate((html) => html.ownerDocument.defaultView.scrollTo(0, 0));
