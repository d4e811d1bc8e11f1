using Writ.Base;

namespace Writ.Store.Mail;

/// <summary>Mails that acts owe.</summary>
public static class MailQueue
{
    /// <summary>Owes a mail in the act's transaction; its id.</summary>
    /// <param name="lapses">After this it is no use any more and fails with <c>mail-lapsed</c>; null: five days from now.</param>
    public static string Owe(IWork work, MailKey key, OutgoingMail mail, DateTimeOffset now, DateTimeOffset? lapses = null) => throw new NotImplementedException();

    /// <summary>The newest mail about this; null where none was ever owed.</summary>
    public static Task<MailStatus?> About(IWork work, string about) => throw new NotImplementedException();
}
