using Writ.Hub.Cameras;

namespace Writ.Hub.Tests.Cameras;

/// <summary>RTSP over TLS, with a certificate that the camera signed itself.</summary>
public sealed class SecureStreamTests
{
    [Fact]
    public async Task A_stream_over_TLS_is_taken_from_the_camera_with_the_named_certificate_and_from_no_other()
    {
        using var certificate = new OwnCertificate();
        using var camera = new RtspCamera("--tls", certificate.Path, "--login", Street.Right.User, Street.Right.Password);
        CameraSource.Rtsp Source(CertificatePin? pin) => new(camera.Address("/ball", secure: true), Street.Right, pin);
        await using var named = new Watched(Source(certificate.Pin));
        await using var untrusted = new Watched(Source(null));
        await using var another = new Watched(Source(CertificatePin.Parse(new string('a', 64))));
        await named.FirstClip();
        await untrusted.Until(CameraState.WrongCertificate);
        await another.Until(CameraState.WrongCertificate);
        Assert.Empty(untrusted.Sink.Clips);
        Assert.Empty(another.Sink.Clips);
    }
}
