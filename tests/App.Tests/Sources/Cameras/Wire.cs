using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

// What the owner's endpoints say and take, written down once more: a browser knows no class of ours.
internal sealed record PairingFound(string Home, WireHolder Hub, bool HasHome);

internal sealed record PairingClaim(byte[] Sign, byte[] Seal, byte[] Tag, bool Replace = false);

internal sealed record PairingReply(string State, string? Statement, byte[]? Tag);

internal sealed record HomeLine(string Home, string Role, string State);

internal sealed record BoxView(int Number, byte[] Box);

internal sealed record KeyView(int Generation, string Record);

internal sealed record CameraView(string Camera, string Cell, string Custody, BoxView? Settings, BoxView? Health);

internal sealed record HomeStateView(
    string Home, string Role, string State, IReadOnlyList<string> Statements, IReadOnlyList<KeyView> Keys, BoxView? Profile, IReadOnlyList<CameraView> Cameras,
    int Looks, long Stored, long Quota);

internal sealed record StatementRequest(string Statement);

internal sealed record CustodyRequest(string Custody);

internal sealed record ClipView(string Clip, string Camera, string Day, byte[] Header, long Video, long Poster, long Card, string KeepUntil, bool Pinned, long Arrival = 0);

internal sealed record ClipPage(IReadOnlyList<ClipView> Clips, string? Next);

internal sealed record DayLine(string Day, int Clips);

internal sealed record LookPage(IReadOnlyList<BoxView> Looks, int Next);

internal sealed record MemberRequest(string Mail);

internal sealed record MemberLine(int Member);

internal sealed record LiveRequest(string Camera);

internal sealed record LiveStarted(string Live, string Viewer);
