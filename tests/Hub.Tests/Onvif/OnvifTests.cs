using System.Net;
using System.Text;
using Writ.Base;
using Writ.Hub.Cameras;
using Writ.Hub.Onvif;

namespace Writ.Hub.Tests.Onvif;

public sealed class OnvifTests : IDisposable
{
    private readonly FakeDevice device = new();

    // The search waits by real time, since it waits for answers; the client asks by a clock three hours behind the camera's.
    private readonly ManualClock clock = new();

    [Fact]
    public async Task A_camera_that_answers_is_found_with_its_name()
    {
        var found = await Search();
        Assert.Equal(new FoundCamera("Front door", "X1", new Uri(device.Base + "/device")), Assert.Single(found));
    }

    [Fact]
    public async Task What_is_no_answer_to_our_question_is_passed_over()
    {
        device.Announce = id =>
        [
            [], "<"u8.ToArray(), new byte[60_000], device.Match("urn:uuid:another"),
            Encoding.UTF8.GetBytes("<!DOCTYPE a [<!ENTITY b \"" + new string('x', 100) + "\">]><a>&b;</a>"),
            device.Match(id, "http://192.0.2.9/elsewhere"), device.Match(id, "http://user:pw@127.0.0.1/x"), device.Match(id, "file:///etc/passwd"),
            device.Match(id, name: "%E2%80%AEevil%07%1B" + new string('x', 5000)),
        ];
        var camera = Assert.Single(await Search());
        Assert.StartsWith("?evil??xxx", camera.Name, StringComparison.Ordinal);
        Assert.Equal(80, camera.Name.Length);
    }

    [Theory]
    [InlineData("http://www.onvif.org/ver20/media/wsdl")]
    [InlineData("http://www.onvif.org/ver10/media/wsdl")]
    public async Task Streams_are_given_with_a_digest_made_by_the_cameras_clock_and_without_the_login(string media)
    {
        device.MediaNamespace = media;
        var stream = Assert.Single((await Streams("hunter2")).Value);
        Assert.Equal(("Main ?stream", "rtsp://127.0.0.1:8554/main?a=1"), (stream.Name, stream.Address.ToString()));
        Assert.Equal(["GetSystemDateAndTime", "GetServices", "GetProfiles", "GetStreamUri"], device.Asked);
    }

    [Fact]
    public async Task A_wrong_password_is_told() => Assert.Equal("hub-onvif-login", (await Streams("wrong")).Refusal!.Code);

    [Fact]
    public async Task A_camera_that_points_elsewhere_is_not_followed()
    {
        device.StreamAddress = "rtsp://192.0.2.9/x";
        Assert.Equal("hub-onvif-elsewhere", (await Streams("hunter2")).Refusal!.Code);
        device.MediaAddress = "http://192.0.2.9/media";
        Assert.Equal("hub-onvif-elsewhere", (await Streams("hunter2")).Refusal!.Code);
    }

    [Theory]
    [InlineData("rtsp://127.0.0.1/a'b")]
    [InlineData("http://127.0.0.1/x")]
    [InlineData("")]
    public async Task A_stream_address_that_is_none_is_refused(string address)
    {
        device.StreamAddress = address;
        Assert.Equal("hub-onvif-malformed", (await Streams("hunter2")).Refusal!.Code);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "<html/>")]
    [InlineData(302, "")]
    [InlineData(200, "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>")]
    public async Task An_answer_that_cannot_be_read_is_refused(int status, string body)
    {
        device.Instead = (status, Encoding.UTF8.GetBytes(body));
        Assert.Equal("hub-onvif-malformed", (await Streams("hunter2")).Refusal!.Code);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        device.Instead = (200, new byte[2 << 20]);
        Assert.Equal("hub-onvif-malformed", (await Streams("hunter2")).Refusal!.Code);
    }

    [Fact]
    public async Task A_camera_that_is_gone_is_unreachable()
    {
        device.Dispose();
        Assert.Equal("hub-onvif-unreachable", (await Streams("hunter2")).Refusal!.Code);
    }

    [Fact]
    public void The_digest_is_the_one_of_the_specification()
    {
        // ONVIF Core Specification, chapter on the user name token: the example that it gives.
        var nonce = Convert.FromBase64String("LKqI6G/AikKCQrN0zqZFlg==");
        Assert.Equal("tuOSpGlFlIXsozq4HFNeeGeFLEI=", UsernameToken.DigestOf(nonce, "2010-09-16T07:50:45Z", "userpassword"));
    }

    public void Dispose() => device.Dispose();

    private Task<IReadOnlyList<FoundCamera>> Search() =>
        new CameraSearch(TimeProvider.System).AskAsync(new IPEndPoint(IPAddress.Loopback, device.Search.Port), TimeSpan.FromSeconds(60), enough: 1, CancellationToken.None);

    private async Task<Result<IReadOnlyList<OfferedStream>>> Streams(string password)
    {
        using var client = new OnvifClient(new Uri(device.Base + "/device"), new Login("admin", password), clock);
        return await client.StreamsAsync(CancellationToken.None);
    }
}
