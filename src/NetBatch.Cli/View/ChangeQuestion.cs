using NetBatch.Hosting;

namespace NetBatch.Cli.View;

/// <summary>Asks a person before a job starts that changes something; No stands under the Enter key.</summary>
internal static class ChangeQuestion
{
    /// <summary>Asks by the devices and the lines.</summary>
    /// <param name="yes">Whether it was said before.</param>
    /// <param name="preview">What the job would do.</param>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.ChangeNotAllowed"/>: nobody is there to be asked.</exception>
    /// <exception cref="OperationCanceledException">The answer was no.</exception>
    public static void Ask(bool yes, JobPreview preview)
    {
        if (yes || !preview.Changes)
        {
            return;
        }

        if (Console.IsInputRedirected)
        {
            throw new NetBatchException(ErrorCode.ChangeNotAllowed, "Something would be changed, and nobody is there to be asked.",
                "Look at --what-if, then add --yes.");
        }

        Console.Error.Write($"{Output.Safe(PlanText.Asked(preview.WithoutSecrets(), "--what-if"))} [y/N] ");
        if (Console.ReadLine()?.Trim().StartsWith("y", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new OperationCanceledException();
        }
    }
}
