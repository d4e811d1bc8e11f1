using System.Text;
using Writ.Base;
using Writ.Store.Mail;

namespace Writ.App.Mail;

/// <summary>
/// Writes each mail as a whole file into a folder, where the operator's own mail system, or a curious newcomer, takes it up. Whole or not
/// at all, and readable by its own user only.
/// </summary>
internal sealed class SpoolMailer(string folder, Func<MailFrom> from) : IMailer
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task<Result<bool>> Send(MailToSend mail, CancellationToken cancel)
    {
        if (MailAddresses.Bare(mail.Mail.To) is not { } to) return MailRefusals.Address;
        var path = Path.Combine(folder, $"{mail.Id}.eml");
        var draft = Path.Combine(folder, $".{mail.Id}.draft");
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            await using (var file = new FileStream(draft, options))
            {
                await file.WriteAsync(Encoding.ASCII.GetBytes(MessageText.Of(from(), to, mail)), cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return MailRefusals.Spool;
        }
    }
}
