namespace NetBatch.Ssh.Transport;

/// <summary>Gives a one-time code when somebody asks for it, and not before: most are good for half a minute. None is kept.</summary>
internal static class OneTimeCode
{
    /// <summary>What a hop's codes come from, or null: the device names no source of codes.</summary>
    /// <param name="device">The device; its source serves the hosts on the way too, each with a code of its own.</param>
    /// <param name="address">The host that asks.</param>
    /// <param name="secrets">Where references are resolved.</param>
    public static Func<string, CancellationToken, ValueTask<Secret>>? Of(Device device, string address, ISecretResolver secrets) =>
        device.OneTimeCode is null ? null : (question, token) => AskAsync(device, address, question, secrets, token);

    /// <summary>A code for a question.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.CredentialRequired"/>: the device names no source, or it gave
    /// none.</exception>
    public static async ValueTask<Secret> AskAsync(Device device, string address, string question, ISecretResolver secrets,
        CancellationToken cancellationToken)
    {
        if (device.OneTimeCode is not { } source)
        {
            throw new NetBatchException(ErrorCode.CredentialRequired, $"{device.Name}: {Missing(question)}.", Remedy);
        }

        var who = address.Equals(device.Name, StringComparison.OrdinalIgnoreCase) ? address : $"{device.Name} ({address})";
        var code = await secrets.AskAsync(source, $"{who}: {LoginQuestion.Printable(question)}", cancellationToken).ConfigureAwait(false);
        var text = code?.Reveal().Trim();
        return text is not { Length: > 0 } || text.Any(char.IsControl)
            ? throw new NetBatchException(ErrorCode.CredentialRequired,
                $"{device.Name}: '{source}' gave no one-time code for '{LoginQuestion.Printable(question)}'.", Remedy)
            : new Secret(null, text);
    }

    /// <summary>
    /// A login that took too long, where its codes are asked of a person: it may have waited for that, and beginning anew by
    /// itself would give the password again without a code, which servers count as a failed login.
    /// </summary>
    public static RunError InTime(Device device, RunError timeout) =>
        device.OneTimeCode?.IsAskedCode != true || timeout.Code != ErrorCode.LoginTimeout ? timeout
            : new RunError(ErrorCode.CredentialRequired, $"{timeout.Message} Its one-time code is asked of a person.",
                "Give the code within LoginTimeout, raise it, or take fewer devices at once.");

    /// <summary>What to do where there is no code.</summary>
    public const string Remedy = "Give the device a OneTimeCode: 'prompt' asks whoever waits for the job, env:NAME or vault:NAME hold it.";

    /// <summary>A code is asked for and nothing gives one; the middle of a message.</summary>
    public static string Missing(string question) =>
        $"the server asked '{LoginQuestion.Printable(question)}', which is a question for a one-time code, and no source of codes is "
            + $"named; the password was not given for it";

    /// <summary>A code is asked for again; the middle of a message.</summary>
    public static string Again(string question) =>
        $"the one-time code was refused: the server asked '{LoginQuestion.Printable(question)}' again, and a code is given only once";
}
