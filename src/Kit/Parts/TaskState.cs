namespace Writ.Kit;

/// <summary>Where a task stands. "Nobody began" and "cannot begin yet" are different words.</summary>
public enum TaskState
{
    NotBegun,
    Begun,
    Done,

    /// <summary>Waits for another task; it has no link.</summary>
    Later,

    /// <summary>Something in it must be corrected.</summary>
    Wrong,
}

internal static class TaskStateWords
{
    extension(TaskState state)
    {
        public string Word => state switch
        {
            TaskState.NotBegun => "Not begun",
            TaskState.Begun => "Begun",
            TaskState.Done => "Done",
            TaskState.Later => "Cannot begin yet",
            TaskState.Wrong => "To correct",
        };

        public Tone Tone => state switch
        {
            TaskState.NotBegun => Tone.Info,
            TaskState.Begun => Tone.Open,
            TaskState.Wrong => Tone.Bad,
            TaskState.Done or TaskState.Later => Tone.Plain,
        };

        /// <summary>What needs nothing from the reader is plain text, so that the eye goes to what does.</summary>
        public bool Quiet => state is TaskState.Done or TaskState.Later;
    }
}
