using Microsoft.Playwright;

namespace Writ.App.Tests.SignIn;

/// <summary>Fingers on a page, as a phone's browser gets them; through the DevTools protocol, since Playwright's own touch only taps.</summary>
internal sealed class Fingers
{
    private readonly ICDPSession phone;

    private Fingers(ICDPSession phone) => this.phone = phone;

    /// <summary>From now on the page believes that it is on a phone's screen: 375 pixels wide, touched.</summary>
    public static async Task<Fingers> On(IPage page)
    {
        await page.SetViewportSizeAsync(375, 800);
        var phone = await page.Context.NewCDPSessionAsync(page);
        await phone.SendAsync("Emulation.setTouchEmulationEnabled", new Dictionary<string, object> { ["enabled"] = true, ["maxTouchPoints"] = 2 });
        return new Fingers(phone);
    }

    public async Task Tap(double x, double y)
    {
        await Send("touchStart", (x, y));
        await Send("touchEnd");
    }

    public async Task Drag(double fromX, double fromY, double toX, double toY)
    {
        await Send("touchStart", (fromX, fromY));
        for (var i = 1; i <= 5; i++) await Send("touchMove", (fromX + ((toX - fromX) * i / 5), fromY + ((toY - fromY) * i / 5)));
        await Send("touchEnd");
    }

    /// <summary>Two fingers that part, one of which is lifted before the other moves on.</summary>
    public async Task Spread(double x, double y, double by)
    {
        await Send("touchStart", (x - 10, y));
        await Send("touchStart", (x - 10, y), (x + 10, y));
        for (var i = 1; i <= 5; i++) await Send("touchMove", (x - 10 - (by * i / 5), y), (x + 10 + (by * i / 5), y));
        await Send("touchEnd", (x - 10 - by, y));
        await Send("touchMove", (x - by, y + 5));
        await Send("touchEnd");
    }

    private Task Send(string type, params (double X, double Y)[] fingers) => phone.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
    {
        ["type"] = type, ["touchPoints"] = fingers.Select((f, i) => new Dictionary<string, object> { ["x"] = f.X, ["y"] = f.Y, ["id"] = i }).ToArray(),
    });
}
