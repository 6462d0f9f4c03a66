namespace NetBatch.Hosting;

/// <summary>A config and what to call it in errors.</summary>
/// <param name="Text">The text, as the device prints it or as a person writes it.</param>
/// <param name="Source">Name of the file or of the device; null: nothing to name.</param>
public sealed record ConfigText(string Text, string? Source = null)
{
    /// <summary>A config from a file.</summary>
    /// <exception cref="NetBatchException"><see cref="ErrorCode.InvalidArgument"/>: the file cannot be read.</exception>
    public static ConfigText Read(string path)
    {
        try
        {
            return new ConfigText(File.ReadAllText(path, DeviceEncoding.Shown), Path.GetFileName(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NetBatchException(ErrorCode.InvalidArgument, $"'{path}' cannot be read: {problem.Message}",
                "Give the path of a text file.", problem);
        }
    }
}
