using System.Net;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.SignIn;

public sealed class DeviceTests
{
    [Fact]
    public async Task A_second_device_can_be_added_renamed_and_signed_in_with()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using var second = reader.NewPasskey();
        using (reader)
        using (passkey)
        {
            Assert.Equal("/account/devices?said=device-added", (await reader.AddDevice(second, "Key in the safe")).Location);
            var address = await reader.Device("Key in the safe");
            Assert.Equal("/account/devices?said=device-renamed", (await reader.Post(address, address + "/name", ("name", "<b>Spare</b> 😀"))).Location);
            Assert.Contains("Spare", (await reader.Get("/account/devices")).Body, StringComparison.Ordinal);
            using var elsewhere = new Reader(server);
            Assert.Equal("/home", (await elsewhere.SignIn(second)).Location);
        }
    }

    [Fact]
    public async Task A_revoked_device_ends_its_sessions_and_signs_nobody_in()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using var lost = reader.NewPasskey();
        using (reader)
        using (passkey)
        {
            await reader.AddDevice(lost, "Lost phone");
            using var finder = new Reader(server);
            await finder.SignIn(lost);
            Assert.Equal(HttpStatusCode.OK, (await finder.Get("/account")).Status);

            var address = await reader.Device("Lost phone");
            Assert.Equal("/account/devices?said=device-revoked", (await reader.Post(address, address + "/revocation")).Location);
            Assert.Equal(HttpStatusCode.Redirect, (await finder.Get("/account")).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await finder.SignIn(lost)).Status);
            Assert.Equal(HttpStatusCode.OK, (await reader.Get("/account")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await reader.Post("/account/devices", address + "/revocation")).Status);

            // It cannot come back as somebody else's either.
            using var other = new Reader(server);
            lost.UserHandle = null;
            Assert.Equal(HttpStatusCode.Unauthorized, (await other.Accept((await server.InviteStaff("approver")).Link, lost)).Status);
        }
    }

    [Fact]
    public async Task Revoking_the_device_in_use_ends_the_present_session_too()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using (reader)
        using (passkey)
        {
            var address = await reader.Device("Test device");
            Assert.Contains("It is your only device", (await reader.Get(address)).Body, StringComparison.Ordinal);
            await reader.Post(address, address + "/revocation");
            Assert.Equal(HttpStatusCode.Redirect, (await reader.Get("/account")).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await reader.SignIn(passkey)).Status);
        }
    }

    [Fact]
    public async Task Another_persons_device_is_not_there()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        var (other, otherPasskey) = await server.SignedIn("approver");
        using (reader)
        using (other)
        using (passkey)
        using (otherPasskey)
        {
            var foreign = await other.Device("Test device");
            var unknown = "/account/devices/pky_0000000000000000";
            Assert.Equal((await reader.Get(unknown)).Body, (await reader.Get(foreign)).Body);
            Assert.Equal(HttpStatusCode.NotFound, (await reader.Post("/account", foreign + "/revocation")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await reader.Post("/account", foreign + "/name", ("name", "Mine now"))).Status);
            Assert.Equal("/home", (await other.SignIn(otherPasskey, "/sign-in?again=1")).Location);
        }
    }

    [Fact]
    public async Task A_device_is_added_only_soon_after_signing_in()
    {
        await using var server = await WritServer.Start();
        var (reader, passkey) = await server.SignedIn();
        using var second = reader.NewPasskey();
        using (reader)
        using (passkey)
        {
            // Asked in time, answered too late.
            var asked = await reader.Ask("/account/devices", "/account/devices/options");
            server.Time.Now += TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1);
            var late = await reader.Post("/account/devices", "/account/devices", ("name", "Late"), ("credential", second.Make(asked.Body)));
            Assert.Equal(HttpStatusCode.Forbidden, late.Status);
            var page = await reader.Get("/account");
            Assert.Equal(HttpStatusCode.Forbidden, (await reader.Ask("/account", "/account/devices/options")).Status);
            Assert.Contains("Sign in once more", (await reader.Get("/account/devices")).Body, StringComparison.Ordinal);
            Assert.Equal("/account/devices", (await reader.SignIn(passkey, "/sign-in?again=1", "/account/devices")).Location);
            Assert.Equal("/account/devices?said=device-added", (await reader.AddDevice(second, "In time")).Location);
        }
    }
}
