using System.Text;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;

namespace Writ.Hub.Sync;

/// <summary>
/// Pairs the hub with an owner's account: shows a code, waits for somebody who types it, and founds the home with their browser if they did
/// know it (<c>docs/spec/footage.md</c>, section 8).
/// </summary>
internal sealed class PairWithOwner(HubServer server, Keyring ring, TimeProvider clock, Action<PairingCode, DateTimeOffset> show)
{
    /// <summary>The hub's token. Refusals <c>hub-pairing-failed</c>: over, or a false answer, ask again for a new code; those of the server.</summary>
    public async Task<Result<string>> RunAsync(CancellationToken stop)
    {
        if (!(await server.OpenPairing(ring.Own.Holder, stop)).TryGet(out var opened, out var refusal)) return refusal;
        if (!PairingCode.Draw(opened.Name).TryGet(out var code, out _) || !HomeId.TryParse(opened.Home, out var home)) return SyncRefusals.Odd;
        show(code, opened.Until);
        while (true)
        {
            // The server's clock says when the pairing is over, not this one.
            if (!(await server.Pairing(opened, stop)).TryGet(out var standing, out refusal)) return refusal.Kind == RefusalKind.NotFound ? SyncRefusals.PairingFailed : refusal;
            if (standing is { State: HubWire.Asked, Owner: { } owner, Tag: { } tag }) return await Answer(opened, code, home, owner, tag, stop);
        }
    }

    private async Task<Result<string>> Answer(PairingOpened opened, PairingCode code, HomeId home, WireHolder asked, byte[] tag, CancellationToken stop)
    {
        var hub = ring.Own.Holder;
        if (!Holder.Parse(asked.Sign, asked.Seal).TryGet(out var owner, out _) || owner.Id == hub.Id || !PairingCode.Same(tag, code.OwnerTag(home, hub, owner)))
        {
            await server.AnswerPairing(opened, new PairingAnswer(Refuse: true), stop);
            return SyncRefusals.PairingFailed;
        }

        var chain = ring.Found(home, owner, clock.GetUtcNow());
        var answer = new PairingAnswer(Encoding.UTF8.GetString(chain.Texts[0].Write()), code.HubTag(home, hub, owner), Encoding.UTF8.GetString(ring.Records()[0]));
        if (!(await server.AnswerPairing(opened, answer, stop)).TryGet(out var done, out var refusal))
        {
            ring.Forget();
            return refusal;
        }

        return done.Token is { } token ? token : SyncRefusals.Odd;
    }
}
