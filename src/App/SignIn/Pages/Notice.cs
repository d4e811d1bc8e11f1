namespace Writ.App.SignIn.Pages;

/// <summary>What a page says about what was just done. Its word stands in the address, and says nothing of anybody.</summary>
internal enum Notice
{
    SignedOut,
    SignedOutEverywhere,
    Ended,
    Again,
    DeviceAdded,
    DeviceRenamed,
    DeviceRevoked,
    SigningChosen,
    SigningStopped,
}

internal static class Notices
{
    public static string Word(Notice notice) => notice switch
    {
        Notice.SignedOut => "signed-out",
        Notice.SignedOutEverywhere => "signed-out-everywhere",
        Notice.Ended => "ended",
        Notice.Again => "again",
        Notice.DeviceAdded => "device-added",
        Notice.DeviceRenamed => "device-renamed",
        Notice.DeviceRevoked => "device-revoked",
        Notice.SigningChosen => "signing-chosen",
        Notice.SigningStopped => "signing-stopped",
    };

    public static string Sentence(Notice notice) => notice switch
    {
        Notice.SignedOut => "You are signed out in this browser.",
        Notice.SignedOutEverywhere => "You are signed out in every browser, this one included.",
        Notice.Ended => "Your session ended, because it was not used for a while or was ended elsewhere. Sign in and you are back where you were.",
        Notice.Again => "You signed in a while ago. For this we ask you to sign in once more; then you are back where you were.",
        Notice.DeviceAdded => "The device was added. You can sign in with it from now on.",
        Notice.DeviceRenamed => "The device has its new name.",
        Notice.DeviceRevoked => "The device was revoked, and every other session of yours was ended.",
        Notice.SigningChosen => "This passkey signs your decisions from now on.",
        Notice.SigningStopped => "Nothing signs your decisions any more. The record says so.",
    };

    public static Notice? Of(string? word) => Enum.GetValues<Notice>().Cast<Notice?>().FirstOrDefault(n => Word(n!.Value) == word);
}
